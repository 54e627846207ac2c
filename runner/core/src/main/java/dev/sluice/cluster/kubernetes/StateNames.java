package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.InventoryId;
import dev.sluice.cluster.Sha256;
import dev.sluice.object.ObjectId;
import java.util.Locale;

/** What the objects of a run's own state are called, and how they are told from all others. */
final class StateNames {

    static final String FIELD_MANAGER = "sluice";
    static final String ROOT_LABEL = "sluice.dev/root";

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The longest name of an object (a DNS subdomain, RFC 1123). */
    private static final int LONGEST = 253;

    private static final int HASH_LENGTH = 16;

    private StateNames() {}

    /** {@code sluice-kustomization-apps}; what is too long for a name ends with a hash. */
    static String of(ObjectId unit) {
        String name = FIELD_MANAGER + "-" + unit.kind().toLowerCase(Locale.ROOT) + "-" + unit.name();
        if (name.length() <= LONGEST) {
            return name;
        }
        // Each part of a name between dots starts and ends with a letter or a digit.
        String start = name.substring(0, LONGEST - HASH_LENGTH - 1).replaceAll("[^a-z0-9]+$", "");
        return start + "-" + hash(unit);
    }

    /** The value of the label that finds a root's inventories: its name can be too long for one. */
    static String hash(ObjectId id) {
        return Sha256.of(InventoryId.of(id)).substring(0, HASH_LENGTH);
    }

    /** An object with the metadata that all of the state has. */
    static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        metadata.putObject("labels").put(MANAGED_BY, FIELD_MANAGER);
        return object;
    }

    /** Such an object of a root, in which a person can read which root it is. */
    static ObjectNode objectOf(ObjectId root, String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = object(apiVersion, kind, namespace, name);
        object.withObject("/metadata/labels").put(ROOT_LABEL, hash(root));
        object.withObject("/metadata").putObject("annotations").put(ROOT_LABEL, root.toString());
        return object;
    }
}
