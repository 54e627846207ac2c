package dev.sluice.kustomize;

import java.util.List;

/** The content of a kustomization file. */
public final class Kustomization {

    /** What a kustomization file may be called, in the order in which kustomize looks for it. */
    public static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private Kustomization() {}
}
