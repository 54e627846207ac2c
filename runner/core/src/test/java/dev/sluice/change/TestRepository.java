package dev.sluice.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.artifact.Artifact;
import dev.sluice.flux.DependencyReference;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import dev.sluice.source.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A repository as the renderer would answer it: a root Kustomization that defines the others. Every method answers the
 * repository itself; make a new one for the next commit.
 */
public final class TestRepository {

    public static final ObjectId ROOT = unitId("flux-system");

    private static final String GROUP = "kustomize.toolkit.fluxcd.io";

    /** A Kustomization in the making. */
    public static final class Definition {
        private final String name;
        private final List<Manifest> manifests = new ArrayList<>();
        private final List<ObjectId> waitsFor = new ArrayList<>();
        private final Map<ObjectId, String> expressions = new LinkedHashMap<>();
        private final Map<String, String> annotations = new LinkedHashMap<>();
        private final Map<String, String> fields = new LinkedHashMap<>();
        private ObjectId parent = ROOT;
        private boolean prune = true;
        private boolean force;
        private boolean waits;
        private final List<ObjectId> readsFrom = new ArrayList<>();
        private final List<ObjectId> healthChecks = new ArrayList<>();
        private Consumer<ObjectNode> more = spec -> {};
        private String deletionPolicy = "MirrorPrune";

        private Definition(String name) {
            this.name = name;
        }

        public Definition with(Manifest... objects) {
            manifests.addAll(List.of(objects));
            return this;
        }

        public Definition prune(boolean value) {
            prune = value;
            return this;
        }

        public Definition force() {
            force = true;
            return this;
        }

        public Definition deletionPolicy(String value) {
            deletionPolicy = value;
            return this;
        }

        /** {@code dependsOn}. */
        public Definition after(String other) {
            waitsFor.add(unitId(other));
            return this;
        }

        /** {@code dependsOn} with a {@code readyExpr}. */
        public Definition after(String other, String readyExpr) {
            expressions.put(unitId(other), readyExpr);
            return after(other);
        }

        /** {@code spec.wait}. */
        public Definition waits() {
            waits = true;
            return this;
        }

        /** Waits only until the other one is applied: it reads what that one writes. */
        public Definition reading(String other) {
            readsFrom.add(unitId(other));
            return this;
        }

        public Definition healthChecks(ObjectId... ids) {
            healthChecks.addAll(List.of(ids));
            return this;
        }

        /** Sets a field of the spec that has no component. */
        public Definition specified(Consumer<ObjectNode> change) {
            more = more.andThen(change);
            return this;
        }

        public Definition definedBy(String other) {
            parent = unitId(other);
            return this;
        }

        /** A field of {@code spec}, with its value as YAML in flow style. */
        public Definition spec(String field, String yaml) {
            fields.put(field, yaml);
            return this;
        }

        public Definition annotated(String key, String value) {
            annotations.put(key, value);
            return this;
        }
    }

    private final Map<ObjectId, Definition> definitions = new LinkedHashMap<>();
    private final List<ObjectId> suspended = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private String revision = "main@sha1:1111111111111111111111111111111111111111";

    public TestRepository() {
        definitions.put(ROOT, new Definition("flux-system"));
    }

    /** The name of a Kustomization of this repository. */
    public static ObjectId unitId(String name) {
        return new ObjectId(GROUP, "Kustomization", "flux-system", name);
    }

    /** A ConfigMap {@code shop/NAME} with one value. */
    public static Manifest configMap(String name, String value) {
        return manifest("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: shop}
                data: {value: %s}
                """.formatted(name, value));
    }

    public static ObjectId configMapId(String name) {
        return new ObjectId("", "ConfigMap", "shop", name);
    }

    public static Manifest manifest(String yaml) {
        return Manifests.read(yaml, "apps/objects.yaml").get(0);
    }

    public static Manifest annotated(Manifest manifest, String key, String value) {
        ObjectNode content = manifest.content().deepCopy();
        content.withObject("/metadata/annotations").put(key, value);
        return manifest.with(content);
    }

    public TestRepository unit(String name, UnaryOperator<Definition> definition) {
        definitions.put(unitId(name), definition.apply(new Definition(name)));
        return this;
    }

    public TestRepository unit(String name, Manifest... objects) {
        return unit(name, unit -> unit.with(objects));
    }

    public TestRepository root(UnaryOperator<Definition> definition) {
        definitions.put(ROOT, definition.apply(new Definition("flux-system")));
        return this;
    }

    public TestRepository suspended(String name) {
        suspended.add(unitId(name));
        return this;
    }

    public TestRepository skipped(ObjectId id, String file) {
        skipped.add(new Skipped(id, new Origin(file, 1), "left out by --skip-kinds", true));
        return this;
    }

    public TestRepository waiting(String name) {
        waiting.add(name);
        return this;
    }

    public TestRepository revision(String value) {
        revision = value;
        return this;
    }

    public Rendered rendered() {
        var source = new Source("/workspace", revision, Path.of("/workspace"), "commit 'test'");
        List<Unit> units =
                definitions.values().stream().map(unit -> render(unit, source)).toList();
        List<Waiting> notYet = waiting.stream()
                .map(name -> new Waiting(spec(new Definition(name)), List.of(), List.of()))
                .toList();
        return new Rendered(
                new Artifact(source, List.of()), ROOT, units, List.of(), notYet, suspended, skipped, List.of());
    }

    private Unit render(Definition unit, Source source) {
        ObjectId id = unitId(unit.name);
        List<Manifest> owned =
                unit.manifests.stream().map(manifest -> owned(manifest, id)).toList();
        List<Manifest> children = definitions.values().stream()
                .filter(child -> child != unit && child.parent.equals(id))
                .filter(child -> !unitId(child.name).equals(ROOT))
                .map(child -> kustomization(child))
                .toList();
        var waitsFor = new ArrayList<>(unit.waitsFor);
        waitsFor.addAll(unit.readsFrom);
        if (!id.equals(ROOT) && definitions.containsKey(unit.parent)) {
            waitsFor.add(unit.parent);
        }
        return new Unit(spec(unit), source, owned, children, waitsFor);
    }

    private static Manifest owned(Manifest manifest, ObjectId unit) {
        ObjectNode content = manifest.content().deepCopy();
        content.withObject("/metadata/labels")
                .put(GROUP + "/name", unit.name())
                .put(GROUP + "/namespace", unit.namespace());
        return manifest.with(content);
    }

    private static Manifest kustomization(Definition unit) {
        Manifest manifest = Manifests.read(
                        """
                        apiVersion: kustomize.toolkit.fluxcd.io/v1
                        kind: Kustomization
                        metadata: {name: %s, namespace: flux-system}
                        spec: {path: ./%s, prune: %s%s}
                        """.formatted(unit.name, unit.name, unit.prune, furtherFields(unit)),
                        "clusters/dev/" + unit.name + ".yaml")
                .get(0);
        for (Map.Entry<String, String> annotation : unit.annotations.entrySet()) {
            manifest = annotated(manifest, annotation.getKey(), annotation.getValue());
        }
        ObjectNode content = manifest.content().deepCopy();
        var spec = content.withObject("/spec");
        for (ObjectId id : unit.healthChecks) {
            spec.withArray("healthChecks")
                    .addObject()
                    .put("apiVersion", id.group().isEmpty() ? "v1" : id.group() + "/v1")
                    .put("kind", id.kind())
                    .put("namespace", id.namespace())
                    .put("name", id.name());
        }
        unit.more.accept(spec);
        return manifest.with(content);
    }

    private static String furtherFields(Definition unit) {
        return unit.fields.entrySet().stream()
                .map(field -> ", " + field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining());
    }

    private static KustomizationSpec spec(Definition unit) {
        return new KustomizationSpec(
                kustomization(unit),
                new SourceReference("GitRepository", "flux-system", "flux-system"),
                "./" + unit.name,
                unit.prune,
                false,
                unit.waits,
                unit.force,
                null,
                unit.waitsFor.stream()
                        .map(id -> new DependencyReference(id.namespace(), id.name(), unit.expressions.get(id)))
                        .toList(),
                false,
                Map.of(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                unit.deletionPolicy,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10));
    }
}
