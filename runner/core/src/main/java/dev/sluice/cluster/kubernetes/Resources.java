package dev.sluice.cluster.kubernetes;

import java.util.Optional;

/** The kinds that an API server serves (discovery). */
interface Resources {

    /** The kind in a version; in the version that the server prefers where {@code version} is empty. */
    Optional<Resource> find(String group, String version, String kind);

    /** Asks the server anew: a kind may have come. */
    void refresh();
}
