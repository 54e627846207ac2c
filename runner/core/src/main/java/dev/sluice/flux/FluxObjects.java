package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cel.Expressions;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.source.SourceSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Flux's own objects: which they are, whether they are right, and what they say with all defaults applied. */
public final class FluxObjects {

    private static final Set<String> TOP_FIELDS = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    /** The kinds that {@code flux install} prints, custom resources aside. */
    private static final Set<String> COMPONENT_KINDS = Set.of(
            "Namespace",
            "ResourceQuota",
            "NetworkPolicy",
            "CustomResourceDefinition",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Service",
            "Deployment");

    private final CrdSchemas schemas = CrdSchemas.load();
    private final FieldHistory history = new FieldHistory(schemas);
    private final Expressions expressions = new Expressions();

    /** Whether the object belongs to Flux: a run carries it out instead of applying it. */
    public static boolean isFlux(ObjectId id) {
        return id.group().endsWith(".toolkit.fluxcd.io") || id.group().equals("source.extensions.fluxcd.io");
    }

    /**
     * Whether the object is part of Flux's own installation ({@code gotk-components.yaml}), which a run leaves out.
     * What {@code flux install} prints is labelled with the product, its version and its instance (flux2 manifestgen);
     * users label their own objects with the product at most. The definitions of Flux's kinds are known by their names.
     */
    public static boolean isFluxComponent(Manifest manifest) {
        if (isDefinition(manifest.id())) {
            return true;
        }
        return COMPONENT_KINDS.contains(manifest.id().kind())
                && manifest.label("app.kubernetes.io/part-of").equals("flux")
                && !manifest.label("app.kubernetes.io/instance").isEmpty()
                && !manifest.label("app.kubernetes.io/version").isEmpty();
    }

    /** The definitions of Flux's own kinds: whatever labels somebody gave them. */
    private static boolean isDefinition(ObjectId id) {
        return id.kind().equals("CustomResourceDefinition")
                && (id.name().endsWith(".toolkit.fluxcd.io") || id.name().endsWith(".source.extensions.fluxcd.io"));
    }

    /** Every mistake in a Flux object by its CRD's rules; empty where the object is right or no Flux object. */
    public List<Problem> validate(Manifest manifest) {
        ObjectId id = manifest.id();
        if (!isFlux(id)) {
            return List.of();
        }
        Optional<JsonNode> schema = schemas.schema(manifest.apiVersion(), id.kind());
        if (schema.isEmpty()) {
            return List.of(unknownKind(manifest));
        }
        return mistakes(manifest, schema.get());
    }

    private List<Problem> mistakes(Manifest manifest, JsonNode schema) {
        var problems = new ObjectProblems(manifest);
        var validation = new CrdValidation(problems, schemas::pattern, history, true);
        for (String field : (Iterable<String>) manifest.content()::fieldNames) {
            if (!TOP_FIELDS.contains(field)) {
                problems.add(FieldPlace.top(field), "unknown field", CrdValidation.didYouMean(field, TOP_FIELDS));
            }
        }
        ObjectMetadata.check(manifest.content().path("metadata"), validation, problems);
        JsonNode specSchema = schema.path("properties").path("spec");
        JsonNode given = manifest.content().path("spec");
        FieldPlace place = FieldPlace.top("spec");
        // An API server takes an object without a spec; no controller can do anything with it.
        JsonNode spec = given.isMissingNode() ? manifest.content().objectNode() : given;
        JsonNode defaulted = CrdDefaults.applied(spec, specSchema);
        validation.visit(defaulted, specSchema, place);
        ObjectRules.check(defaulted, problems);
        new ExpressionRules(expressions, problems).check(defaulted);
        return problems.all();
    }

    /** What is accepted, but ought to be changed: API versions and fields that Flux gave up or is going to. */
    public List<Problem> warnings(Manifest manifest) {
        ObjectId id = manifest.id();
        if (!isFlux(id)) {
            return List.of();
        }
        Optional<JsonNode> schema = schemas.schema(manifest.apiVersion(), id.kind());
        if (schema.isEmpty()) {
            return List.of();
        }
        var problems = new ObjectProblems(manifest);
        if (schemas.isDeprecated(manifest.apiVersion(), id.kind())) {
            String newest = schemas.versions(id.group(), id.kind()).get(0);
            problems.addAlone(
                    FieldPlace.top("apiVersion"),
                    manifest.apiVersion() + " is deprecated",
                    "write " + newest + ", as `sluice migrate` does");
        }
        new DeprecatedFields(history, problems)
                .visit(
                        manifest.content().path("spec"),
                        schema.get().path("properties").path("spec"),
                        "spec");
        ObjectRules.warn(manifest.content().path("spec"), problems);
        return problems.all();
    }

    /** The versions that a kind has or had, as {@code group/version}, the one to use first; empty for unknown kinds. */
    public List<String> versions(String group, String kind) {
        return schemas.versions(group, kind);
    }

    /** The kinds of a group of Flux's. */
    public Set<String> kinds(String group) {
        return schemas.kinds(group);
    }

    /**
     * The Kustomization with its defaults.
     *
     * @throws InvalidInput with every mistake that {@link #validate} finds
     */
    public KustomizationSpec kustomization(Manifest manifest) {
        throwIfWrong(manifest);
        return KustomizationSpec.of(manifest);
    }

    /**
     * The GitRepository with its defaults.
     *
     * @throws InvalidInput with every mistake that {@link #validate} finds
     */
    public SourceSpec gitRepository(Manifest manifest) {
        throwIfWrong(manifest);
        return new GitRepositoryReader(manifest).read();
    }

    /**
     * The Kustomization that a run starts from where the repository defines none. Whatever it is called, its source is
     * the one that {@code flux bootstrap} makes: the units of the repository name it.
     */
    public KustomizationSpec root(String namespace, String name, String path, boolean prune) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("apiVersion", "kustomize.toolkit.fluxcd.io/v1").put("kind", "Kustomization");
        content.putObject("metadata").put("name", name).put("namespace", namespace);
        ObjectNode spec = content.putObject("spec");
        spec.put("interval", "10m").put("path", path).put("prune", prune);
        spec.putObject("sourceRef")
                .put("kind", "GitRepository")
                .put("name", "flux-system")
                .put("namespace", "flux-system");
        return KustomizationSpec.of(Manifest.of(content, new Origin(path, 0)));
    }

    private void throwIfWrong(Manifest manifest) {
        List<Problem> problems = validate(manifest);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private Problem unknownKind(Manifest manifest) {
        ObjectId id = manifest.id();
        List<String> versions = schemas.versions(id.group(), id.kind());
        if (versions.isEmpty()) {
            return FieldProblem.of(
                    manifest,
                    "kind",
                    "Flux has no kind \"" + id.kind() + "\" in " + id.group(),
                    NearestName.of(id.kind(), schemas.kinds(id.group()))
                            .map(kind -> "did you mean `" + kind + "`?")
                            .orElse(null));
        }
        return FieldProblem.of(
                manifest,
                "apiVersion",
                "Flux has no version \"" + manifest.apiVersion() + "\" of " + id.kind(),
                "write " + versions.get(0));
    }
}
