package dev.sluice.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random objects of every kind and old version: what is migrated is right, and means what it meant. */
class AllKindsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OBJECTS = 40;
    private static final Map<String, String> EXAMPLES = examples();

    private final FluxObjects flux = new FluxObjects();
    private final Migration migration = new Migration(flux, new TargetVersions(flux, "2.9"));

    static Stream<String> oldVersions() throws IOException {
        var flux = new FluxObjects();
        var versions = new TargetVersions(flux, "2.9");
        return resource("index").properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> versions.newer(apiVersion(key), kind(key)).isPresent());
    }

    @ParameterizedTest
    @MethodSource("oldVersions")
    void meansTheSameAfterwards(String key) throws IOException {
        JsonNode schema = resource(key.replace('/', '_')).at("/properties/spec");
        int migrated = 0;
        for (int seed = 0; seed < OBJECTS; seed++) {
            Manifest old = object(key, schema, new Random(seed));
            if (flux.validate(old).isEmpty()) {
                String text = Manifests.write(List.of(old));
                Migrated result = migration.migrate(text, "a.yaml");
                if (result.left().isEmpty()) {
                    migrated++;
                    Manifest changed = Manifests.read(result.text(), "a.yaml").get(0);
                    assertThat(flux.warnings(changed))
                            .extracting(Object::toString)
                            .noneMatch(warning -> warning.contains(changed.apiVersion() + " is deprecated"));
                    assertThat(flux.validate(changed)).as(result.text()).isEmpty();
                    assertThat(meaning(changed.content())).as(text).isEqualTo(meaning(old.content()));
                } else {
                    assertThat(result.text()).isEqualTo(text);
                }
            }
        }
        assertThat(migrated).isGreaterThan(OBJECTS / 20);
    }

    private static Manifest object(String key, JsonNode schema, Random random) {
        ObjectNode content = JSON.createObjectNode();
        content.put("apiVersion", apiVersion(key)).put("kind", kind(key));
        content.putObject("metadata").put("name", "a").put("namespace", "a");
        content.set("spec", value(schema, "", random));
        return Manifest.of(content, new Origin("a.yaml", 1));
    }

    private static JsonNode value(JsonNode schema, String name, Random random) {
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> JSON.getNodeFactory().textNode(text(schema, name));
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case "integer" -> JSON.getNodeFactory().numberNode(1);
            case "array" -> {
                ArrayNode list = JSON.createArrayNode();
                for (int index = 0; index < 1 + random.nextInt(2); index++) {
                    list.add(value(schema.path("items"), "", random));
                }
                yield list;
            }
            default -> mapping(schema, random);
        };
    }

    private static ObjectNode mapping(JsonNode schema, Random random) {
        ObjectNode mapping = JSON.createObjectNode();
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextInt(3) == 0) {
                mapping.set(property.getKey(), value(property.getValue(), property.getKey(), random));
            }
        });
        return mapping.isEmpty() ? mapping.put("any", "x: {y}") : mapping;
    }

    private static String text(JsonNode schema, String name) {
        if (schema.path("pattern").asText().startsWith("^oci")) {
            return "oci://a.example/web";
        }
        String byName = EXAMPLES.get(name);
        return byName != null
                ? byName
                : EXAMPLES.getOrDefault(schema.path("pattern").asText(), "main");
    }

    private static Map<String, String> examples() {
        var examples = new TreeMap<String, String>();
        for (String duration : List.of("interval", "timeout", "retryInterval")) {
            examples.put(duration, "5m");
        }
        examples.put("url", "https://a.example/b");
        examples.put("address", "https://a.example/b");
        examples.put("proxy", "https://a.example/b");
        examples.put("semver", "1.x");
        examples.put("range", "1.x");
        examples.put("version", "1.x");
        examples.put("valuesFile", "./values with spaces.yaml");
        examples.put("^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$", "5m");
        examples.put("^([0-9]+(\\.[0-9]+)?(ms|s|m))+$", "5m");
        return examples;
    }

    /** What the fields say, however they are written: independent of how the migration finds out. */
    private static JsonNode meaning(ObjectNode content) {
        ObjectNode meaning = content.deepCopy();
        meaning.remove("apiVersion");
        ObjectNode spec = (ObjectNode) meaning.get("spec");
        spec.remove(List.of("validation", "gitImplementation"));
        if (!content.path("kind").asText().startsWith("Image")) {
            spec.remove("accessFrom");
        }
        if (content.path("kind").asText().equals("HelmRepository")) {
            content.path("spec").properties().stream()
                    .filter(field -> field.getKey().equals("accessFrom"))
                    .forEach(field -> spec.set("accessFrom", field.getValue()));
        }
        valuesFiles(spec);
        valuesFiles(spec.at("/chart/spec"));
        patches(spec);
        spec.path("postRenderers").forEach(renderer -> patches(renderer.path("kustomize")));
        return meaning;
    }

    private static void valuesFiles(JsonNode holder) {
        if (holder instanceof ObjectNode mapping && mapping.has("valuesFile")) {
            ArrayNode files = JSON.createArrayNode().add(mapping.remove("valuesFile"));
            mapping.path("valuesFiles").forEach(files::add);
            mapping.set("valuesFiles", files);
        }
    }

    private static void patches(JsonNode holder) {
        if (!(holder instanceof ObjectNode mapping)) {
            return;
        }
        ArrayNode patches = JSON.createArrayNode();
        mapping.path("patchesStrategicMerge")
                .forEach(patch -> patches.addObject().set("patch", patch));
        mapping.path("patches").forEach(patch -> {
            ObjectNode read = patch.deepCopy();
            String text = patch.path("patch").asText();
            read.set(
                    "patch",
                    new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED)
                            .read(text, "patch")
                            .get(0)
                            .content());
            patches.add(read);
        });
        mapping.path("patchesJson6902").forEach(patches::add);
        mapping.remove(List.of("patchesStrategicMerge", "patchesJson6902"));
        mapping.set("patches", patches);
    }

    private static String apiVersion(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static String kind(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream stream = FluxObjects.class.getResourceAsStream("schema/" + name + ".json")) {
            return JSON.readTree(stream);
        }
    }
}
