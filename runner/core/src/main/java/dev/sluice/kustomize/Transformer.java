package dev.sluice.kustomize;

import dev.sluice.failure.Problem;
import dev.sluice.object.WrittenMapping;
import java.util.List;

/** A step of a build that changes its objects. */
interface Transformer {

    /**
     * Changes the objects.
     *
     * @throws BuildException where the objects do not allow it
     */
    void transform(ResourceMap resources);

    /** What it was given that should be mended. */
    default List<Problem> warnings() {
        return List.of();
    }

    /** What it was meant for and did not find when it transformed, though that is no mistake. */
    default List<Problem> missed() {
        return List.of();
    }

    /** What should be mended in patches: keys that stand twice. */
    static List<Problem> warningsOf(List<Resource> patches) {
        return patches.stream()
                .flatMap(patch -> WrittenMapping.repeated(patch.content()).stream())
                .map(problem -> problem.saying(problem.what() + "; the first one counts"))
                .toList();
    }
}
