package dev.sluice.flux;

/** One entry of {@code spec.postBuild.substituteFrom}: a ConfigMap or Secret in the Kustomization's namespace. */
public record SubstituteReference(String kind, String name, boolean optional) {}
