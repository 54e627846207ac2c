package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.InvalidInput;
import java.util.List;

/** What a person reads of wrong input: place, mistake, chain of entries, hint. */
final class BadInput {

    static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
            data:
              color: red
            """;
    static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            """;

    private BadInput() {}

    /** The lines about the mistakes of a build. */
    static List<String> told(MemoryTree tree, String directory) {
        InvalidInput refusal = catchThrowableOfType(
                InvalidInput.class, () -> new Kustomize(KustomizeOptions.defaults()).build(tree, directory));
        return Explanation.of(refusal.problems());
    }

    /** A ConfigMap and a Deployment. */
    static MemoryTree tree() {
        return new MemoryTree().with("settings.yaml", SETTINGS).with("web.yaml", WEB);
    }

    /** The lines about a kustomization of those. */
    static List<String> told(String kustomization) {
        return told(tree().with("kustomization.yaml", kustomization), "");
    }

    /** The warnings about a kustomization of those, each with its hint. */
    static List<String> warned(String kustomization) {
        return new Kustomize(KustomizeOptions.defaults())
                .build(tree().with("kustomization.yaml", kustomization), "").warnings().stream()
                        .map(warning -> warning + " / " + warning.hint())
                        .toList();
    }
}
