package dev.sluice.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** An API server of a version that refuses what a test wants it to. */
public final class FakeAccess implements AccessCheck {

    private final String version;
    private final Predicate<AccessRequest> denied;
    private final List<AccessRequest> asked = new ArrayList<>();

    public FakeAccess(String version, Predicate<AccessRequest> denied) {
        this.version = version;
        this.denied = denied;
    }

    /** Everything that was asked so far. */
    public List<AccessRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Denial> denied(Collection<AccessRequest> requests) {
        asked.addAll(requests);
        return requests.stream()
                .filter(denied)
                .map(request -> new Denial(request, request.kind().toLowerCase(Locale.ROOT) + "s", ""))
                .toList();
    }
}
