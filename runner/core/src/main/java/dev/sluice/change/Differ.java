package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.SecretMask;
import dev.sluice.kustomize.ListKeys;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a live object with what it would be, field by field, and masks what is secret. What only a server writes is
 * no difference (fluxcd/pkg ssa/manager_diff.go leaves out all metadata but labels and annotations; finalizers and owner
 * references are looked at here, because a change of them in the repository is meant as well).
 */
public final class Differ {

    private static final Set<String> SERVER_FIELDS = Set.of("status");
    private static final Set<String> SERVER_METADATA = Set.of(
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "resourceVersion",
            "selfLink",
            "uid");
    private static final String AS_DIGEST = " as digest";
    private static final Pattern DIGEST =
            Pattern.compile(Pattern.quote(SecretMask.PREFIX) + "([0-9a-f]{8})[0-9a-f]{56}(" + AS_DIGEST + ")?");

    private final SecretMask mask;

    public Differ(KeyedDigest digest) {
        this.mask = SecretMask.digesting(digest);
    }

    /** The fields that differ, in the order of their names; empty where the objects agree. */
    public List<FieldDifference> differences(Manifest live, Manifest desired) {
        boolean secret = SecretMask.isSecret(desired.id());
        UnaryOperator<JsonNode> shown = secret ? Differ::shortened : UnaryOperator.identity();
        var keys = ListKeys.of(desired.apiVersion(), desired.id().kind());
        return new FieldComparison(shown).differences(content(live, secret), content(desired, secret), keys);
    }

    private ObjectNode content(Manifest manifest, boolean secret) {
        ObjectNode content = (secret ? masked(manifest) : manifest).content();
        ObjectNode compared = JsonNodeFactory.instance.objectNode();
        content.properties().forEach(field -> {
            if (!SERVER_FIELDS.contains(field.getKey())) {
                compared.set(field.getKey(), field.getValue());
            }
        });
        if (content.get("metadata") instanceof ObjectNode metadata) {
            ObjectNode rest = JsonNodeFactory.instance.objectNode();
            metadata.properties().forEach(field -> {
                if (!SERVER_METADATA.contains(field.getKey())) {
                    rest.set(field.getKey(), field.getValue());
                }
            });
            compared.set("metadata", withoutEmptyMaps(rest));
        }
        return HpaMetrics.normalized(manifest.id(), compared);
    }

    /** No labels are as good as an empty map of them; everywhere else, a server tells the two apart. */
    private static ObjectNode withoutEmptyMaps(ObjectNode metadata) {
        for (String field : List.of("labels", "annotations")) {
            if (metadata.path(field).isEmpty()) {
                metadata.remove(field);
            }
        }
        return metadata;
    }

    /**
     * A directory may hold digests instead of values: those stay as they are, but marked, because a value is not the same
     * as its digest.
     */
    private Manifest masked(Manifest secret) {
        Manifest masked = mask.mask(secret);
        for (String field : List.of("data", "stringData")) {
            if (masked.content().get(field) instanceof ObjectNode values) {
                for (Map.Entry<String, JsonNode> value :
                        secret.content().path(field).properties()) {
                    String text = value.getValue().asText();
                    if (DIGEST.matcher(text).matches()) {
                        values.put(value.getKey(), text + AS_DIGEST);
                    }
                }
            }
        }
        return masked;
    }

    /** Enough of each digest to see that it is another one. */
    private static JsonNode shortened(JsonNode value) {
        if (value.isTextual()) {
            Matcher digest = DIGEST.matcher(value.textValue());
            return digest.matches()
                    ? TextNode.valueOf("*** (" + digest.group(1) + ")" + (digest.group(2) == null ? "" : AS_DIGEST))
                    : value;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.deepCopy();
            copy.properties().forEach(field -> field.setValue(shortened(field.getValue())));
            return copy;
        }
        return value;
    }
}
