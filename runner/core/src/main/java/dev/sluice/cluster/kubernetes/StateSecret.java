package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Secret {@code sluice-state}: the key of keyed digests, and the namespaces in which a root has inventories, for runs
 * that may not look into all of them. It is made with the first inventory, not before: to look is not to write.
 */
final class StateSecret {

    static final String NAME = "sluice-state";

    private static final String KEY = "digest-key";
    private static final String NAMESPACES = "namespaces-";
    private static final int BYTES = 32;

    private final StateApi secrets;
    private final String namespace;
    private final SecureRandom random;
    private @Nullable JsonNode secret;
    private byte @Nullable [] key;

    StateSecret(StateApi secrets, String namespace, SecureRandom random) {
        this.secrets = secrets;
        this.namespace = namespace;
        this.random = random;
    }

    /** The digest with the key that is kept; with a new one, where none is. */
    synchronized KeyedDigest digest() {
        if (key == null) {
            key = load().map(this::keyOf).orElseGet(this::fresh);
        }
        return new KeyedDigest(key);
    }

    /** The namespaces that were {@linkplain #keep kept} for a root. */
    synchronized Set<String> namespaces(ObjectId root) {
        return load().map(found -> namespaces(found, root)).orElseGet(Set::of);
    }

    /** Before an inventory of a root is written into a namespace: makes sure that the next run finds both. */
    synchronized void keep(ObjectId root, String unitNamespace) {
        JsonNode found = load().orElseGet(this::create);
        // Another run may have been the first.
        key = keyOf(found);
        Set<String> known = namespaces(found, root);
        if (unitNamespace.equals(namespace) || known.contains(unitNamespace)) {
            return;
        }
        var all = new TreeSet<>(known);
        all.add(unitNamespace);
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        // The Lease keeps other runs of the root away, and other roots have a key of their own.
        patch.putObject("data")
                .put(NAMESPACES + StateNames.hash(root), String.join("\n", all).getBytes(StandardCharsets.UTF_8));
        secret = secrets.merge(namespace, NAME, patch);
    }

    private Optional<JsonNode> load() {
        if (secret == null) {
            secret = secrets.read(namespace, NAME).orElse(null);
        }
        return Optional.ofNullable(secret);
    }

    /** Two runs that start in a bare cluster end with the key of one: digests of the other prove nothing later. */
    private JsonNode create() {
        ObjectNode object = StateNames.object("v1", "Secret", namespace, NAME);
        object.put("type", "Opaque");
        if (key == null) {
            key = fresh();
        }
        object.putObject("data").put(KEY, key);
        JsonNode created = secrets.create(object)
                .or(() -> secrets.read(namespace, NAME))
                .orElseThrow(() -> new Rejected(secrets.subject(namespace, NAME), "is deleted as soon as it is made"));
        secret = created;
        return created;
    }

    private byte[] fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] keyOf(JsonNode found) {
        byte[] bytes = bytes(found, KEY);
        if (bytes.length != BYTES) {
            throw new Rejected(
                    secrets.subject(namespace, NAME),
                    "\"" + KEY + "\" is not a key of " + BYTES + " bytes",
                    "delete the Secret: a new key is made, and every Secret compared anew",
                    null);
        }
        return bytes;
    }

    private Set<String> namespaces(JsonNode found, ObjectId root) {
        String text = new String(bytes(found, NAMESPACES + StateNames.hash(root)), StandardCharsets.UTF_8);
        return Set.copyOf(text.lines().toList());
    }

    /** Empty where it is missing or no base64: the text may be secret, and is not in the message. */
    private static byte[] bytes(JsonNode found, String entry) {
        try {
            byte[] bytes = found.path("data").path(entry).binaryValue();
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
