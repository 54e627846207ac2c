package dev.sluice.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.ObjectId;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An inventory as YAML that a person can read and a program can compare: sorted, a line an object, with Flux's ids.
 *
 * <pre>
 * apiVersion: sluice.dev/v1alpha1
 * kind: Inventory
 * objects:
 *   shop_web_apps_Deployment: v1 DIGEST FINGERPRINT
 * </pre>
 */
final class InventoryText {

    private static final String API_VERSION = "sluice.dev/v1alpha1";
    private static final String KIND = "Inventory";
    private static final String UNKNOWN = "-";
    private static final String HINT = "take the file from a backup or from Git; without it its objects are not known";

    private InventoryText() {}

    static String write(Inventory inventory) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("apiVersion", API_VERSION).put("kind", KIND);
        content.put("unit", InventoryId.of(inventory.unit())).put("root", InventoryId.of(inventory.root()));
        inventory.definedBy().ifPresent(parent -> content.put("definedBy", InventoryId.of(parent)));
        content.put("revision", inventory.revision());
        ObjectNode policy = content.putObject("policy");
        policy.put("prune", inventory.policy().prune())
                .put("deletionPolicy", inventory.policy().deletionPolicy())
                .put("suspended", inventory.policy().suspended())
                .put("kept", inventory.policy().kept())
                .put("timeout", inventory.policy().timeout().toString());
        inventory.policy().user().ifPresent(user -> policy.put("user", user));
        var waitsFor = content.putArray("waitsFor");
        inventory.waitsFor().forEach(unit -> waitsFor.add(InventoryId.of(unit)));
        ObjectNode objects = content.putObject("objects");
        inventory.objects().forEach((id, entry) -> objects.put(InventoryId.of(id), write(entry)));
        return YamlWriter.write(content);
    }

    /**
     * The inventory in a text.
     *
     * @param file what the text is called in messages
     * @throws Rejected if it is no inventory, or one of a newer version
     */
    static Inventory read(String text, String file) {
        try {
            List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text, file);
            if (documents.size() == 1) {
                return read(documents.get(0).content(), file);
            }
        } catch (Rejected e) {
            throw e;
        } catch (RunFailure e) {
            throw new Rejected(file, "the inventory cannot be read: " + e.getMessage(), HINT, e);
        }
        throw damaged(file, "it is not one YAML document");
    }

    private static Inventory read(JsonNode content, String file) {
        if (!content.path("kind").asText().equals(KIND)) {
            throw damaged(file, "its kind is not " + KIND);
        }
        String version = content.path("apiVersion").asText();
        if (!version.equals(API_VERSION)) {
            throw new Rejected(
                    file, "the inventory is of another version: " + version, "use the Sluice it is of", null);
        }
        var objects = new TreeMap<ObjectId, Entry>();
        content.path("objects")
                .properties()
                .forEach(entry -> objects.put(
                        id(entry.getKey(), file), entry(entry.getValue().asText(), file)));
        var waitsFor = new ArrayList<ObjectId>();
        content.path("waitsFor").forEach(unit -> waitsFor.add(id(unit.asText(), file)));
        return new Inventory(
                id(content.path("unit").asText(), file),
                id(content.path("root").asText(), file),
                content.has("definedBy")
                        ? Optional.of(id(content.path("definedBy").asText(), file))
                        : Optional.empty(),
                content.path("revision").asText(),
                policy(content.path("policy")),
                waitsFor,
                objects);
    }

    private static Policy policy(JsonNode policy) {
        return new Policy(
                policy.path("prune").asBoolean(),
                policy.path("deletionPolicy").asText("MirrorPrune"),
                policy.path("suspended").asBoolean(),
                policy.path("kept").asBoolean(),
                Policy.timeout(policy.path("timeout").asText()),
                Optional.of(policy.path("user").asText()).filter(user -> !user.isEmpty()));
    }

    private static String write(Entry entry) {
        return entry.version() + " " + orUnknown(entry.digest()) + " " + orUnknown(entry.fingerprint());
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private static Entry entry(String text, String file) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw damaged(file, "\"" + text + "\" is not a version, a digest and a fingerprint");
        }
        return new Entry(parts[0], known(parts[1]), known(parts[2]));
    }

    private static String known(String text) {
        return text.equals(UNKNOWN) ? "" : text;
    }

    private static ObjectId id(String text, String file) {
        return InventoryId.parse(text).orElseThrow(() -> damaged(file, "\"" + text + "\" is not an id"));
    }

    private static Rejected damaged(String file, String what) {
        return new Rejected(file, "the inventory cannot be read: " + what, HINT, null);
    }
}
