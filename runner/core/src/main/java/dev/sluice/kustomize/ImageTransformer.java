package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes images' names, tags and digests. After kustomize's {@code ImageTagTransformer}. */
final class ImageTransformer implements Transformer {

    private static final Set<String> CONTAINER_FIELDS = Set.of("containers", "initContainers");

    private final Image image;
    private final FieldWalks fields;
    private final @Nullable Pattern pattern;

    ImageTransformer(Image image, List<FieldSpec> fields) {
        this.image = image;
        this.fields = new FieldWalks(fields, FieldWalk.Creation.NOTHING);
        this.pattern = pattern(image.name());
    }

    private static @Nullable Pattern pattern(String name) {
        try {
            return GoExpression.compile("^" + name + "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$");
        } catch (BuildException e) {
            return null;
        }
    }

    @Override
    public void transform(ResourceMap resources) {
        for (Resource resource : resources.resources()) {
            if (resource.kind().equals("CustomResourceDefinition")) {
                continue;
            }
            changeContainers(resource.content());
            fields.change(resource, this::change);
        }
    }

    /** Containers are found at any depth, whatever the type. */
    private void changeContainers(JsonNode node) {
        if (node instanceof ArrayNode) {
            node.forEach(this::changeContainers);
            return;
        }
        node.properties().forEach(field -> {
            changeContainers(field.getValue());
            if (CONTAINER_FIELDS.contains(field.getKey()) && field.getValue() instanceof ArrayNode containers) {
                containers.forEach(this::changeContainer);
            }
        });
    }

    private void changeContainer(JsonNode container) {
        if (Nodes.isMissingOrNull(container)) {
            return;
        }
        if (!(container instanceof ObjectNode mapping)) {
            throw new BuildException("an element of containers must be a mapping, not " + Nodes.kindOf(container));
        }
        JsonNode present = mapping.get("image");
        if (present != null) {
            mapping.set("image", change(present));
        }
    }

    private JsonNode change(JsonNode node) {
        if (node.isContainerNode()) {
            throw new BuildException("it must be an image, not " + Nodes.kindOf(node));
        }
        String value = Nodes.text(node);
        if (pattern == null) {
            // Kustomize crashes where it meets an image.
            throw new BuildException(
                    "the image name '" + image.name() + "' is no regular expression",
                    "an image's name is taken as one");
        }
        // Found, not matched: of alternatives, ^ belongs to the first alone and $ to the last.
        if (!pattern.matcher(value).find()) {
            return node;
        }
        String changed = changed(value);
        return changed.equals(value) ? node : Nodes.string(changed);
    }

    private String changed(String value) {
        // A colon before the first slash belongs to the registry's port.
        int slash = Math.max(0, value.indexOf('/'));
        int at = value.indexOf('@', slash);
        int colon = value.indexOf(':', slash);
        boolean tagged = colon >= 0 && (at < 0 || colon < at);
        String name = tagged ? value.substring(0, colon) : at >= 0 ? value.substring(0, at) : value;
        String tag = tagged ? value.substring(colon + 1, at < 0 ? value.length() : at) : "";
        String digest = at >= 0 ? value.substring(at + 1) : "";
        if (!image.newName().isEmpty()) {
            name = image.newName();
        }
        if (!image.newTag().isEmpty()) {
            tag = image.newTag();
            digest = image.digest();
        } else if (!image.digest().isEmpty()) {
            tag = "";
            digest = image.digest();
        } else if (!image.tagSuffix().isEmpty()) {
            tag += image.tagSuffix();
            digest = "";
        }
        return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
