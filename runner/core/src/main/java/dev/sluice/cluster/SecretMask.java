package dev.sluice.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Puts keyed digests in the place of a Secret's values. */
public final class SecretMask {

    /** What stands before the digits. */
    public static final String PREFIX = "hmac-sha256:";

    /** All that may be told of a Secret; what else stands in it, even by mistake, may be the secret. */
    private static final Set<String> OPEN_FIELDS = Set.of("apiVersion", "kind", "metadata", "type", "immutable");

    /** What kubectl writes holds the whole Secret again. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Function<byte[], String> disguise;

    private SecretMask(Function<byte[], String> disguise) {
        this.disguise = disguise;
    }

    /** Every value stands as its keyed digest: it can be seen whether it changed. */
    public static SecretMask digesting(KeyedDigest digest) {
        return new SecretMask(value -> PREFIX + digest.of(value));
    }

    /** Every value stands as {@code ***}: for what is kept in logs. */
    public static SecretMask hiding() {
        return new SecretMask(value -> "***");
    }

    /** The same mask, but texts that a condition holds for are no secrets, and stand as they are. */
    public SecretMask sparing(Predicate<String> open) {
        return new SecretMask(value -> {
            String text = new String(value, StandardCharsets.UTF_8);
            return open.test(text) ? text : disguise.apply(value);
        });
    }

    /** Whether a Secret was written by a mask that digests: its values are not there. */
    public static boolean isDigested(Manifest manifest) {
        if (!isSecret(manifest.id())) {
            return false;
        }
        return Stream.of("data", "stringData")
                .flatMap(field -> manifest.content().path(field).properties().stream())
                .anyMatch(entry -> entry.getValue().asText().startsWith(PREFIX));
    }

    public static boolean isSecret(ObjectId id) {
        return id.kind().equals("Secret") && id.group().isEmpty();
    }

    /** The same Secret without a value; everything else is answered as it is. */
    public Manifest mask(Manifest manifest) {
        if (!isSecret(manifest.id())) {
            return manifest;
        }
        ObjectNode masked = manifest.content().deepCopy();
        for (Map.Entry<String, JsonNode> field : masked.properties()) {
            if (!OPEN_FIELDS.contains(field.getKey())) {
                maskField(field);
            }
        }
        JsonNode annotations = masked.path("metadata").path("annotations");
        if (annotations instanceof ObjectNode object && object.has(LAST_APPLIED)) {
            object.set(LAST_APPLIED, masked("", object.path(LAST_APPLIED)));
        }
        return new Manifest(manifest.id(), masked, manifest.origin());
    }

    /** Value by value, so that it can be seen which of them changed. */
    private void maskField(Map.Entry<String, JsonNode> field) {
        JsonNode values = field.getValue();
        if (values instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(masked(field.getKey(), entry.getValue())));
        } else if (!values.isNull()) {
            field.setValue(masked(field.getKey(), values));
        }
    }

    private TextNode masked(String field, JsonNode value) {
        return TextNode.valueOf(disguise.apply(bytes(field, value)));
    }

    /** The value itself, however it is written: {@code data} and {@code stringData} of one value look the same. */
    private static byte[] bytes(String field, JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        if (field.equals("data")) {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
