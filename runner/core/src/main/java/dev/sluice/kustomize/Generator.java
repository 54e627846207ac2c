package dev.sluice.kustomize;

import java.util.List;

/** A step of a build that makes objects. */
interface Generator {

    /**
     * @throws BuildException where its sources do not allow it
     */
    List<Resource> generate();
}
