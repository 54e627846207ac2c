package dev.sluice.kustomize;

/** Whose Kustomize a build is like; the rules differ in a few places. */
public enum Edition {
    /** The program {@code kustomize} {@value Kustomize#VERSION}. */
    PROGRAM,
    /**
     * The library in kustomize-controller 1.9, Kustomize v5.8.1: replacements select by regular expressions and reach into
     * texts that are JSON or YAML; and fluxcd/pkg/kustomize has it read the built-in schemas before each build, so that
     * custom ones always stand beside them.
     */
    CONTROLLER
}
