package dev.sluice.kustomize;

import java.util.List;

/** A step of a build that makes objects. */
interface Generator {

    /**
     * The new objects.
     *
     * @throws BuildException where its sources do not allow it
     */
    List<Resource> generate();
}
