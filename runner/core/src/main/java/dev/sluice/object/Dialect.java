package dev.sluice.object;

/** How a plain YAML scalar becomes a value: the two readers of the Kubernetes world differ. */
public enum Dialect {
    /**
     * As {@code sigs.k8s.io/yaml} (go-yaml v2): {@code yes}, {@code on}, {@code 0777} are typed, dates stay texts. So do
     * the API server, kubectl and Helm read, and Kustomize its own kustomization files ({@code types.Kustomization}).
     */
    KUBERNETES,
    /**
     * As Kustomize's kyaml (go-yaml v3) reads resources and patches: {@code yes} and {@code on} are texts, dates become
     * times, and keys must be texts.
     */
    KYAML,
    /** As go-yaml v3 alone: so Kustomize reads what it takes apart itself and never writes, such as a chart's values. */
    GO_YAML_3;

    /** Whether scalars have the types that go-yaml v3 gives them. */
    boolean isGoYaml3() {
        return this != KUBERNETES;
    }
}
