package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of a Kustomization and fills in what is not said (kustomize-controller
 * api/v1/kustomization_types.go). Assumes no validation before: a field of the wrong type is a mistake here, too.
 */
final class KustomizationReader {

    /** Below this, health checks have no chance; {@code GetTimeout} raises shorter ones, even explicit ones. */
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(30);

    private final Manifest manifest;
    private final JsonNode spec;

    KustomizationReader(Manifest manifest) {
        this.manifest = manifest;
        this.spec = typed(manifest);
    }

    /** The spec as the controller's Go type holds it: every field is of its type, or absent. */
    private static JsonNode typed(Manifest manifest) {
        try {
            return new GoConversion(GoConversion.Reader.CONVERTER)
                    .convert(manifest.content().path("spec"), GoTypes.table().named("kustomize.toolkit.fluxcd.io"));
        } catch (GoConversion.MismatchException e) {
            throw new InvalidInput(
                    List.of(FieldProblem.of(manifest, e.below("spec"), "spec." + e.getMessage(), null)), e);
        }
    }

    KustomizationSpec read() {
        Duration interval = GoDuration.parse(spec.path("interval").asText());
        JsonNode postBuild = spec.path("postBuild");
        return new KustomizationSpec(
                manifest,
                sourceReference(),
                spec.path("path").asText(),
                spec.path("prune").asBoolean(),
                spec.path("suspend").asBoolean(),
                spec.path("wait").asBoolean(),
                spec.path("force").asBoolean(),
                spec.path("targetNamespace").textValue(),
                dependencies(),
                postBuild.isObject(),
                texts(postBuild.path("substitute")),
                substituteReferences(),
                postBuild.path("substituteStrategy").asText().equals("Always"),
                texts(spec.path("commonMetadata").path("labels")),
                texts(spec.path("commonMetadata").path("annotations")),
                orElse(spec.path("deletionPolicy"), "MirrorPrune"),
                interval,
                timeout(interval));
    }

    private Duration timeout(Duration interval) {
        Duration timeout = spec.has("timeout")
                ? GoDuration.parse(spec.path("timeout").asText())
                : interval.minus(SHORTEST_TIMEOUT);
        return timeout.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : timeout;
    }

    private SourceReference sourceReference() {
        JsonNode reference = spec.path("sourceRef");
        return new SourceReference(
                reference.path("kind").asText(),
                orElse(reference.path("namespace"), manifest.id().namespace()),
                reference.path("name").asText());
    }

    private List<DependencyReference> dependencies() {
        var references = new ArrayList<DependencyReference>();
        for (JsonNode item : spec.path("dependsOn")) {
            references.add(new DependencyReference(
                    orElse(item.path("namespace"), manifest.id().namespace()),
                    item.path("name").asText(),
                    item.path("readyExpr").asText().isEmpty()
                            ? null
                            : item.path("readyExpr").asText()));
        }
        return references;
    }

    private List<SubstituteReference> substituteReferences() {
        var references = new ArrayList<SubstituteReference>();
        for (JsonNode item : spec.path("postBuild").path("substituteFrom")) {
            String kind = item.path("kind").asText();
            // The CRD knows no other kind; the controller passes them over.
            if (kind.equals("ConfigMap") || kind.equals("Secret")) {
                references.add(new SubstituteReference(
                        kind, item.path("name").asText(), item.path("optional").asBoolean()));
            }
        }
        return references;
    }

    private static Map<String, String> texts(JsonNode mapping) {
        var texts = new LinkedHashMap<String, String>();
        mapping.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static String orElse(JsonNode text, String other) {
        return text.asText().isEmpty() ? other : text.asText();
    }
}
