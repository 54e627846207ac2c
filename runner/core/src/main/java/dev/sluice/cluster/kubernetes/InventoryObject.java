package dev.sluice.cluster.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.cluster.InventoryId;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An inventory as a ConfigMap: {@code data} for people, with Flux's ids, and {@code binaryData} for the proofs. Where the
 * ids are so many that there would be no room for the proofs, they are compressed as well, and the text says so.
 */
final class InventoryObject {

    private static final String API_VERSION = "sluice.dev/v1alpha1";
    private static final String OBJECTS = "objects";
    private static final String COMPRESSED_OBJECTS = "objects.gz";
    private static final String PROOFS = "proofs.gz";

    /** The API server's limit for the values of a ConfigMap together (kubernetes pkg/apis/core, MaxSecretSize). */
    private static final int LARGEST = 1024 * 1024;

    /** Above this the ids are compressed. Lower than the limit: a person would not read that much either. */
    private static final int LARGEST_READABLE = 768 * 1024;

    private static final String HINT = "take it from a backup; or delete it: then the unit's objects are applied again,"
            + " but those that have left the repository stay in the cluster";

    private InventoryObject() {}

    /** @throws Rejected if no ConfigMap can hold it */
    static ObjectNode write(Inventory inventory) {
        ObjectId unit = inventory.unit();
        String name = StateNames.of(unit);
        ObjectNode object = StateNames.objectOf(inventory.root(), "v1", "ConfigMap", unit.namespace(), name);
        object.withObject("/metadata/annotations").put("sluice.dev/unit", unit.toString());
        ObjectNode data = object.putObject("data");
        data.put("apiVersion", API_VERSION);
        data.put("unit", InventoryId.of(unit)).put("root", InventoryId.of(inventory.root()));
        inventory.definedBy().ifPresent(parent -> data.put("definedBy", InventoryId.of(parent)));
        data.put("revision", inventory.revision());
        data.put("policy", write(inventory.policy()));
        data.put(
                "waitsFor",
                inventory.waitsFor().stream()
                        .map(id -> InventoryId.of(id) + "\n")
                        .collect(Collectors.joining()));
        putObjects(inventory, object);
        return object;
    }

    private static void putObjects(Inventory inventory, ObjectNode object) {
        ObjectNode data = object.withObject("/data");
        ObjectNode binary = object.putObject("binaryData");
        var lines = InventoryLines.of(inventory.objects());
        byte[] ids = lines.text().getBytes(UTF_8);
        byte[] proofs = Gzip.compress(InventoryProofs.write(lines, inventory.objects()));
        binary.put(PROOFS, proofs);
        if (ids.length + proofs.length <= LARGEST_READABLE) {
            data.put(OBJECTS, lines.text());
            return;
        }
        byte[] compressed = Gzip.compress(ids);
        ObjectId unit = inventory.unit();
        data.put(
                OBJECTS,
                "# " + inventory.objects().size() + " objects, too many to stand here. To read them:\n"
                        + "# kubectl get configmap -n " + unit.namespace() + " " + StateNames.of(unit)
                        + " -o jsonpath='{.binaryData.objects\\.gz}' | base64 -d | gunzip\n");
        binary.put(COMPRESSED_OBJECTS, compressed);
        int size = proofs.length + compressed.length + textSize(data);
        if (size > LARGEST) {
            throw new Rejected(
                    unit.toString(),
                    "its inventory of " + inventory.objects().size() + " objects takes " + size
                            + " bytes, and a ConfigMap holds no more than " + LARGEST,
                    "spread the objects over several Kustomizations",
                    null);
        }
    }

    private static int textSize(ObjectNode data) {
        int size = 0;
        for (JsonNode text : data) {
            size += text.asText().getBytes(UTF_8).length;
        }
        return size;
    }

    /**
     * The inventory in a ConfigMap.
     *
     * @throws Rejected if there is none in it, or one of a newer version
     */
    static Inventory read(JsonNode object) {
        JsonNode data = object.path("data");
        String version = data.path("apiVersion").asText();
        if (version.isEmpty()) {
            throw damaged(object, "it is not an inventory", null);
        }
        if (!version.equals(API_VERSION)) {
            throw new Rejected(
                    subject(object),
                    "the inventory is of another version: " + version,
                    "use the Sluice it is of",
                    null);
        }
        ObjectId unit = id(object, "unit");
        if (!unit.namespace().equals(object.at("/metadata/namespace").asText())
                || !StateNames.of(unit).equals(object.at("/metadata/name").asText())) {
            throw new Rejected(
                    subject(object),
                    "it is a copy of the inventory of " + unit,
                    "delete the copy, or take the label " + StateNames.ROOT_LABEL + " off it",
                    null);
        }
        return new Inventory(
                unit,
                id(object, "root"),
                data.has("definedBy") ? Optional.of(id(object, "definedBy")) : Optional.empty(),
                data.path("revision").asText(),
                policy(data.path("policy").asText()),
                data.path("waitsFor")
                        .asText()
                        .lines()
                        .map(line -> id(object, line, "waitsFor"))
                        .toList(),
                objects(object));
    }

    private static SortedMap<ObjectId, Entry> objects(JsonNode object) {
        JsonNode binary = object.path("binaryData");
        try {
            String text = binary.has(COMPRESSED_OBJECTS)
                    ? new String(decompressed(binary, COMPRESSED_OBJECTS), UTF_8)
                    : object.path("data").path(OBJECTS).asText();
            InventoryLines lines = InventoryLines.parse(text)
                    .orElseThrow(
                            () -> damaged(object, "a line of \"" + OBJECTS + "\" is not an id with a version", null));
            return binary.has(PROOFS)
                    ? InventoryProofs.read(lines, decompressed(binary, PROOFS))
                    : InventoryProofs.none(lines);
        } catch (IOException e) {
            throw damaged(object, "its binary part is not whole: " + e.getMessage(), e);
        }
    }

    private static byte[] decompressed(JsonNode binary, String key) throws IOException {
        byte[] compressed = binary.path(key).binaryValue();
        if (compressed == null) {
            throw new IOException("there is no \"" + key + "\"");
        }
        return Gzip.decompress(compressed);
    }

    private static String write(Policy policy) {
        return "prune: " + policy.prune() + "\ndeletionPolicy: " + policy.deletionPolicy() + "\nsuspended: "
                + policy.suspended() + "\nkept: " + policy.kept() + "\ntimeout: " + policy.timeout() + "\n"
                + policy.user().map(user -> "user: " + user + "\n").orElse("");
    }

    private static Policy policy(String text) {
        List<String> lines = text.lines().toList();
        return new Policy(
                lines.contains("prune: true"),
                value(lines, "deletionPolicy").orElse("MirrorPrune"),
                lines.contains("suspended: true"),
                lines.contains("kept: true"),
                Policy.timeout(value(lines, "timeout").orElse("")),
                value(lines, "user"));
    }

    private static Optional<String> value(List<String> lines, String key) {
        String start = key + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private static ObjectId id(JsonNode object, String key) {
        return id(object, object.path("data").path(key).asText(), key);
    }

    private static ObjectId id(JsonNode object, String text, String key) {
        return InventoryId.parse(text).orElseThrow(() -> damaged(object, "\"" + key + "\" is not an id", null));
    }

    private static String subject(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return "ConfigMap/" + metadata.path("namespace").asText() + "/"
                + metadata.path("name").asText();
    }

    private static Rejected damaged(JsonNode object, String what, @Nullable Throwable cause) {
        return new Rejected(subject(object), "the inventory cannot be read: " + what, HINT, cause);
    }
}
