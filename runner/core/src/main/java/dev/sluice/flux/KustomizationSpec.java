package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.failure.Field;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Flux Kustomization, defaulted and checked (kustomize-controller api/v1/kustomization_types.go).
 *
 * @param manifest the object as it was rendered; fields that only some stages need are read from its content
 * @param path the directory to build, relative to the source's root, as written (may start with {@code ./})
 * @param targetNamespace overrides the namespace of all objects; null where absent
 * @param waitForHealth {@code spec.wait}
 * @param substitute inline variables, or null where {@code postBuild} is absent
 * @param substituteAlways whether {@code substituteStrategy} is {@code Always}
 * @param commonLabels {@code spec.commonMetadata.labels}
 * @param commonAnnotations {@code spec.commonMetadata.annotations}
 * @param deletionPolicy {@code MirrorPrune}, {@code Delete}, {@code WaitForTermination} or {@code Orphan}
 * @param interval time between two reconciliations under Flux; the default of {@code timeout} derives from it
 * @param timeout how long health checks may take; never below 30 s
 */
public record KustomizationSpec(
        Manifest manifest,
        SourceReference sourceRef,
        String path,
        boolean prune,
        boolean suspend,
        boolean waitForHealth,
        boolean force,
        @Nullable String targetNamespace,
        List<DependencyReference> dependsOn,
        boolean postBuild,
        Map<String, String> substitute,
        List<SubstituteReference> substituteFrom,
        boolean substituteAlways,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        String deletionPolicy,
        Duration interval,
        Duration timeout) {

    private static final String GROUP = "kustomize.toolkit.fluxcd.io";
    private static final String KIND = "Kustomization";
    private static final Set<String> FLUX_ACCOUNTS = Set.of(
            "flux-system/helm-controller",
            "flux-system/image-automation-controller",
            "flux-system/image-reflector-controller",
            "flux-system/kustomize-controller",
            "flux-system/notification-controller",
            "flux-system/source-controller");

    public KustomizationSpec {
        dependsOn = List.copyOf(dependsOn);
        substitute = Map.copyOf(substitute);
        substituteFrom = List.copyOf(substituteFrom);
        commonLabels = Map.copyOf(commonLabels);
        commonAnnotations = Map.copyOf(commonAnnotations);
    }

    /**
     * The fields of a Kustomization with their defaults; what {@link FluxObjects#validate} checks is not checked here.
     *
     * @throws dev.sluice.failure.InvalidInput naming every field that is of the wrong type
     */
    public static KustomizationSpec of(Manifest manifest) {
        return new KustomizationReader(manifest).read();
    }

    public ObjectId id() {
        return manifest.id();
    }

    /** The identity of a Kustomization. */
    public static ObjectId idOf(String namespace, String name) {
        return new ObjectId(GROUP, KIND, namespace, name);
    }

    public static boolean isKustomization(ObjectId id) {
        return id.group().equals(GROUP) && id.kind().equals(KIND);
    }

    /** {@code spec} as it was rendered, for the fields that have no component here. */
    public ObjectNode spec() {
        return (ObjectNode) manifest.content().path("spec");
    }

    /**
     * In whose name the unit's objects are read and written: the user of {@code spec.serviceAccountName}
     * (kustomize-controller impersonates it); empty where the field is, or where it names an account of Flux itself:
     * those mean whoever does Flux's work, here the run.
     */
    public Optional<String> user() {
        String account = spec().path("serviceAccountName").asText();
        return account.isEmpty() || FLUX_ACCOUNTS.contains(id().namespace() + "/" + account)
                ? Optional.empty()
                : Optional.of("system:serviceaccount:" + id().namespace() + ":" + account);
    }

    /** The objects that {@code spec.healthChecks} names. Their {@code apiVersion} is {@code apps/v1} where it is absent. */
    public List<ObjectReference> healthChecks() {
        var references = new ArrayList<ObjectReference>();
        for (JsonNode check : spec().path("healthChecks")) {
            String written = check.path("apiVersion").asText();
            String apiVersion = written.isEmpty() ? "apps/v1" : written;
            var id = new ObjectId(
                    ObjectId.groupOf(apiVersion),
                    check.path("kind").asText(),
                    check.path("namespace").asText(),
                    check.path("name").asText());
            references.add(new ObjectReference(id, apiVersion.substring(apiVersion.indexOf('/') + 1)));
        }
        return references;
    }

    /**
     * The field that makes this Kustomization wait for another one: the name in its entry of {@code spec.dependsOn}.
     *
     * @param index which of {@link #dependsOn()}
     */
    public Field dependencyField(int index) {
        return FieldProblem.field(manifest, "spec.dependsOn[" + index + "].name");
    }

    /** The same Kustomization with another directory: an entry may be several. */
    public KustomizationSpec withPath(String other) {
        return with(other, postBuild);
    }

    /** The same Kustomization, whose objects keep their variables. */
    public KustomizationSpec withoutPostBuild() {
        return with(path, false);
    }

    private KustomizationSpec with(String directory, boolean substituted) {
        return new KustomizationSpec(
                manifest,
                sourceRef,
                directory,
                prune,
                suspend,
                waitForHealth,
                force,
                targetNamespace,
                dependsOn,
                substituted,
                substitute,
                substituteFrom,
                substituteAlways,
                commonLabels,
                commonAnnotations,
                deletionPolicy,
                interval,
                timeout);
    }
}
