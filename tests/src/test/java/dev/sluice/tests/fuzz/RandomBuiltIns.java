package dev.sluice.tests.fuzz;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random objects of Kubernetes' own kinds, field by field of their Go types; some fields are not of their type. */
final class RandomBuiltIns {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Types TYPES = Types.load();
    private static final List<String> QUANTITIES = List.of(
            "1",
            "100m",
            "0.1",
            "1000m",
            "1Gi",
            "1024Mi",
            "1.5Gi",
            "0",
            "00",
            "1e3",
            "1E3",
            "1.0",
            "0.5",
            "128974848",
            "129e6",
            "1k",
            "+1",
            "-1",
            "-500m",
            "1n",
            "0.1n",
            "1u",
            "1500m",
            "12345678901234567890",
            "1Ei",
            "9Ei",
            "1e-3",
            "1.",
            ".5",
            "0.000000001",
            "1025Ki",
            "1P",
            "999999999999999999",
            "1000000000000000000000",
            "1e30",
            "3.7Mi",
            "5e0",
            "0Ki",
            "1 ",
            "1Ti",
            "2048",
            "1e20Ki",
            "",
            "abc",
            "1KB",
            "1.2.3",
            "0x1",
            "1e",
            "1000k",
            "1000000m",
            "0.0001k",
            "1e-12");
    private static final List<String> TIMES = List.of(
            "2020-01-01T00:00:00Z",
            "2020-01-01T01:00:00+01:00",
            "2020-01-01T00:00:00.123456Z",
            "2020-01-01T00:00:00.5Z",
            "2020-01-01",
            "",
            "2020-01-01t00:00:00z",
            "2020-02-30T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "2020-01-01T24:00:00Z");
    private static final List<String> BYTES =
            List.of("", "YQ==", "YWJj", "YQ", "YQ==\n", "Y\nQ==", "YQ ==", "@@", "-_-_", "YR==", "AAECAw==", "YQ===");

    private final Chance chance;
    private final int oddity;

    /** The table of types that Sluice itself goes by. */
    private record Types(List<String> kinds, Map<String, String> types, Map<String, String> fields) {

        static Types load() {
            var kinds = new ArrayList<String>();
            var types = new HashMap<String, String>();
            var fields = new HashMap<String, String>();
            try (InputStream stream = RandomBuiltIns.class.getResourceAsStream("/dev/sluice/flux/go-types.txt")) {
                for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                    String[] words = line.split(" ", 3);
                    if (words[0].equals("kind") && words[1].contains("v") && words[1].contains("/")) {
                        kinds.add(words[1]);
                        types.put(words[1], words[2]);
                    } else if (words[0].equals("type")) {
                        fields.put(words[1], words.length > 2 ? words[2] : "");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Types(kinds, types, fields);
        }
    }

    RandomBuiltIns(Chance chance) {
        this.chance = chance;
        this.oddity = chance.oneIn(3) ? chance.between(1, 8) : 0;
    }

    void question(ObjectNode question) {
        String kind = chance.oneIn(2)
                ? chance.of(
                        "v1/Pod",
                        "v1/Secret",
                        "v1/Service",
                        "apps/v1/Deployment",
                        "batch/v1/CronJob",
                        "v1/ConfigMap",
                        "batch/v1/Job",
                        "autoscaling/v2/HorizontalPodAutoscaler",
                        "v1/PersistentVolumeClaim",
                        "networking.k8s.io/v1/Ingress")
                : chance.of(TYPES.kinds());
        ObjectNode object = fields(requireNonNull(TYPES.types().get(kind), kind), 0);
        int slash = kind.lastIndexOf('/');
        object.put("apiVersion", kind.substring(0, slash)).put("kind", kind.substring(slash + 1));
        if (!object.path("metadata").isObject() || chance.oneIn(2)) {
            object.putObject("metadata");
        }
        ((ObjectNode) object.path("metadata")).put("name", "web");
        if (oddity > 0 && chance.oneIn(10)) {
            object.set("status", any(0));
        }
        question.set("object", object);
        if (oddity == 0 && chance.oneIn(4)) {
            question.put("dryRun", true);
        } else if (chance.oneIn(3)) {
            question.putObject("labels").put("team", "shop");
            question.putObject("annotations").put("a", "b");
        }
    }

    private ObjectNode fields(String struct, int depth) {
        ObjectNode object = NODES.objectNode();
        String line = TYPES.fields().getOrDefault(struct, "");
        int share = depth == 0 ? 80 : depth < 4 ? 45 : depth < 6 ? 25 : 8;
        for (String field : line.split(" ", -1)) {
            int colon = field.indexOf(':');
            if (colon > 0 && chance.percent(share)) {
                String name = field.substring(0, colon).replaceAll("[\\^?!]", "");
                object.set(
                        odd(60) ? name.toUpperCase(java.util.Locale.ROOT) : name,
                        value(field.substring(colon + 1), depth + 1));
            }
        }
        if (odd(8)) {
            object.set(chance.of("unknown", "spec", "foo"), any(0));
        }
        return object;
    }

    private boolean odd(int times) {
        return oddity > 0 && chance.oneIn(times);
    }

    private JsonNode value(String type, int depth) {
        if (chance.percent(oddity) && chance.oneIn(4)) {
            return any(0);
        }
        if (chance.percent(oddity)) {
            return NODES.nullNode();
        }
        if (type.startsWith("*")) {
            return value(type.substring(1), depth);
        }
        if (type.startsWith("[]")) {
            ArrayNode list = NODES.arrayNode();
            for (int count = chance.between(0, depth < 4 ? 3 : 2); count > 0; count--) {
                list.add(value(type.substring(2), depth + 1));
            }
            return list;
        }
        if (type.startsWith("{}")) {
            ObjectNode map = NODES.objectNode();
            for (int count = chance.between(0, 3); count > 0; count--) {
                map.set(chance.of("a", "cpu", "memory", "b.c/d"), value(type.substring(2), depth + 1));
            }
            return map;
        }
        return switch (type) {
            case "string" -> NODES.textNode(chance.of("a", "web", "", "TCP", "é", "1", "<&>"));
            case "bool" -> NODES.booleanNode(chance.oneIn(2));
            case "int", "int32", "int64" -> integer();
            case "uint8", "uint16", "uint32", "uint64" -> NODES.numberNode(chance.between(0, 200));
            case "float32", "float64" -> NODES.numberNode(chance.of(0.0, 1.5, 1.0, -2.25, 1e21));
            case "bytes" -> NODES.textNode(chance.of(oddity == 0 ? List.of("YQ==", "YWJj", "") : BYTES));
            case "Time", "MicroTime" -> NODES.textNode(chance.of(oddity == 0 ? TIMES.subList(0, 3) : TIMES));
            case "Duration" -> NODES.textNode(chance.of("1m", "90s", "1h0m0s", "0", "1.5h", "100ms", "-1s", "1us"));
            case "Quantity" -> quantity();
            case "IntOrString" -> chance.oneIn(2) ? NODES.textNode(chance.of("http", "80", "50%", "")) : integer();
            case "raw", "any" -> any(0);
            default -> fields(type, depth);
        };
    }

    private JsonNode integer() {
        if (odd(6)) {
            return chance.of(
                    NODES.numberNode(1.0),
                    NODES.numberNode(1.5),
                    NODES.numberNode(4294967297L),
                    NODES.numberNode(1e3),
                    NODES.numberNode(Long.MAX_VALUE),
                    NODES.numberNode(new BigInteger("18446744073709551615")),
                    NODES.numberNode(-2147483649L),
                    NODES.textNode("5"));
        }
        return NODES.numberNode(chance.of(0, 1, 80, 8080, -1, 30));
    }

    private JsonNode quantity() {
        if (chance.oneIn(4)) {
            return chance.of(
                    NODES.numberNode(1),
                    NODES.numberNode(0),
                    NODES.numberNode(0.5),
                    NODES.numberNode(1500),
                    NODES.numberNode(1.0),
                    NODES.numberNode(1e21),
                    NODES.numberNode(1e-7),
                    NODES.numberNode(-3));
        }
        return NODES.textNode(chance.of(oddity == 0 ? QUANTITIES.subList(0, 41) : QUANTITIES));
    }

    private JsonNode any(int depth) {
        if (depth < 2 && chance.oneIn(3)) {
            return NODES.objectNode().set(chance.of("a", "name", "value"), any(depth + 1));
        }
        if (depth < 2 && chance.oneIn(4)) {
            return NODES.arrayNode().add(any(depth + 1));
        }
        return chance.of(
                NODES.textNode("x"),
                NODES.textNode(""),
                NODES.numberNode(7),
                NODES.numberNode(0.1),
                NODES.booleanNode(true),
                NODES.nullNode(),
                NODES.objectNode(),
                NODES.arrayNode());
    }
}
