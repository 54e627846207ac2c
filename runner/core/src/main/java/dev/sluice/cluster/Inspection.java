package dev.sluice.cluster;

import dev.sluice.object.Manifest;
import java.util.List;

/**
 * Looks for what explains the state of an object. It is asked when something is not as it should be: what it cannot find
 * out (no permission, no answer) is an empty list.
 */
public interface Inspection {

    /** Finds nothing. */
    Inspection NOTHING = new Inspection() {
        @Override
        public List<Manifest> events(Manifest about) {
            return List.of();
        }

        @Override
        public List<Manifest> owned(Manifest owner) {
            return List.of();
        }

        @Override
        public List<Manifest> pods(Manifest workload) {
            return List.of();
        }

        @Override
        public List<String> logTail(Manifest pod, String container, int lines, boolean previous) {
            return List.of();
        }
    };

    /** The events about an object, oldest first. */
    List<Manifest> events(Manifest about);

    /** The ReplicaSets, Jobs, Pods and PersistentVolumeClaims that an object controls directly, newest first. */
    List<Manifest> owned(Manifest owner);

    /** The Pods that a workload's selector selects, whoever owns them; none where it has no selector. */
    List<Manifest> pods(Manifest workload);

    /** The last lines of a container's log; of its run before the present one where {@code previous}. */
    List<String> logTail(Manifest pod, String container, int lines, boolean previous);
}
