package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;

/**
 * What a repository is fetched for, as messages say it.
 *
 * @param name stands first; empty where whoever asked knows the place
 * @param failed what failed, before the reason; Flux's words for a GitRepository
 * @param moreTime how to give a fetch more time
 */
record FetchSubject(String name, String failed, String moreTime) {

    FetchSubject {
        requireNonNull(name, "name");
        requireNonNull(failed, "failed");
        requireNonNull(moreTime, "moreTime");
    }

    static FetchSubject ofSource(ObjectId source) {
        return new FetchSubject(
                source.toString(),
                "failed to checkout and determine revision: ",
                "give it more time with spec.timeout");
    }

    /** What a kustomization builds on; its entry is the place. */
    static FetchSubject ofBase() {
        return new FetchSubject("", "", "give it more time with ?timeout=SECONDS in the URL");
    }
}
