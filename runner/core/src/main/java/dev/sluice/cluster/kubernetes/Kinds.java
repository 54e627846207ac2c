package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.ObjectReference;
import java.util.Optional;

/** The kinds of objects as the server serves them; one that it did not serve a moment ago is looked for again. */
final class Kinds {

    private final Resources resources;
    private int searches;

    Kinds(Resources resources) {
        this.resources = resources;
    }

    /** The object's kind, if it is known already. */
    Optional<Resource> known(ObjectReference object) {
        return resources.find(object.id().group(), object.version(), object.id().kind());
    }

    /** The object's kind; a run may have brought it a moment ago. */
    Optional<Resource> find(ObjectReference object) {
        int before = searches();
        return known(object).or(() -> {
            searchAfter(before);
            return known(object);
        });
    }

    /** The object's kind, though a server that was found to know it may have forgotten it. */
    Optional<Resource> findAnew(ObjectReference object) {
        searchAfter(searches());
        return known(object);
    }

    private synchronized int searches() {
        return searches;
    }

    /** One search answers all who began to wait before it started. */
    private synchronized void searchAfter(int before) {
        if (searches == before) {
            searches++;
            resources.refresh();
        }
    }
}
