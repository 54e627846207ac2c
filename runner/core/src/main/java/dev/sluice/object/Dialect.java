package dev.sluice.object;

/** How a plain YAML scalar becomes a value: the two readers of the Kubernetes world differ. */
public enum Dialect {
    /** As {@code sigs.k8s.io/yaml} (go-yaml v2): {@code yes}, {@code on}, {@code 0777} are typed, dates stay strings. */
    KUBERNETES,
    /** As kustomize's kyaml (a fork of go-yaml v3) reads resources and kustomization files. */
    KYAML
}
