package dev.sluice.flux;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.util.List;
import org.assertj.core.api.Assertions;

/** What the tests of this package begin with. */
final class Fixtures {

    private Fixtures() {}

    /** The one object of a YAML text, in the file {@code clusters/dev/apps.yaml}. */
    static Manifest object(String yaml) {
        return Manifests.read(yaml, "clusters/dev/apps.yaml").get(0);
    }

    /** A Kustomization {@code flux-system/apps} with these lines in its spec, beside the required ones. */
    static Manifest kustomizationObject(String spec) {
        return object("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: apps
                  namespace: flux-system
                spec:
                  interval: 10m
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                """ + spec.indent(2));
    }

    static KustomizationSpec kustomization(String spec) {
        return KustomizationSpec.of(kustomizationObject(spec));
    }

    static Manifest configMap(String name, String data) {
        return object("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                  namespace: flux-system
                data:
                """.formatted(name) + data.indent(2));
    }

    /** The problems with which something is refused. */
    static List<String> refused(Attempt call) {
        try {
            call.run();
        } catch (InvalidInput e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        return Assertions.fail("was not refused");
    }

    /** Something that may be refused. */
    @FunctionalInterface
    interface Attempt {
        void run();
    }
}
