package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of a Kustomization and fills in what is not said (kustomize-controller
 * api/v1/kustomization_types.go). Assumes no validation before: a field of the wrong type is a mistake here, too.
 */
final class KustomizationReader {

    /** Below this, health checks have no chance; {@code GetTimeout} raises shorter ones, even explicit ones. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(30);

    private final Manifest manifest;
    private final SpecReader spec;

    KustomizationReader(Manifest manifest) {
        this.manifest = manifest;
        this.spec = new SpecReader(manifest);
    }

    KustomizationSpec read() {
        Duration interval = spec.duration(Duration.ZERO, "interval");
        var result = new KustomizationSpec(
                manifest,
                sourceReference(),
                spec.text("", "path"),
                spec.flag("prune"),
                spec.flag("suspend"),
                spec.flag("wait"),
                spec.flag("force"),
                spec.textOrNull("targetNamespace"),
                dependencies(),
                spec.at("postBuild").isObject(),
                spec.texts("postBuild", "substitute"),
                substituteReferences(),
                spec.text("", "postBuild", "substituteStrategy").equals("Always"),
                spec.texts("commonMetadata", "labels"),
                spec.texts("commonMetadata", "annotations"),
                spec.text("MirrorPrune", "deletionPolicy"),
                interval,
                timeout(interval));
        spec.throwIfWrong();
        return result;
    }

    private Duration timeout(Duration interval) {
        Duration timeout = spec.duration(interval.minus(SHORTEST_TIMEOUT), "timeout");
        return timeout.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : timeout;
    }

    private SourceReference sourceReference() {
        String namespace = spec.text("", "sourceRef", "namespace");
        return new SourceReference(
                spec.text("", "sourceRef", "kind"),
                namespace.isEmpty() ? manifest.id().namespace() : namespace,
                spec.text("", "sourceRef", "name"));
    }

    private List<DependencyReference> dependencies() {
        var references = new ArrayList<DependencyReference>();
        for (JsonNode item : spec.items("dependsOn")) {
            String namespace = item.path("namespace").asText();
            String expression = item.path("readyExpr").asText();
            references.add(new DependencyReference(
                    namespace.isEmpty() ? manifest.id().namespace() : namespace,
                    item.path("name").asText(),
                    expression.isEmpty() ? null : expression));
        }
        return references;
    }

    private List<SubstituteReference> substituteReferences() {
        var references = new ArrayList<SubstituteReference>();
        for (JsonNode item : spec.items("postBuild", "substituteFrom")) {
            String kind = item.path("kind").asText();
            // The CRD knows no other kind; the controller passes them over.
            if (kind.equals("ConfigMap") || kind.equals("Secret")) {
                references.add(new SubstituteReference(
                        kind, item.path("name").asText(), item.path("optional").asBoolean()));
            }
        }
        return references;
    }
}
