package dev.sluice.kustomize;

/** A step of a build that changes its objects. */
interface Transformer {

    /**
     * Changes the objects.
     *
     * @throws BuildException where the objects do not allow it
     */
    void transform(ResourceMap resources);
}
