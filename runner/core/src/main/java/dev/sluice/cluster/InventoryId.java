package dev.sluice.cluster;

import dev.sluice.object.ObjectId;
import java.util.Optional;

/**
 * How an inventory names an object: by {@linkplain FluxId Flux's id}. The few names that Flux's id does not give back (an
 * RBAC name with two underscores) stand in parts, separated by what no name holds.
 */
public final class InventoryId {

    private static final char ESCAPE = '/';

    private InventoryId() {}

    /** The text that {@link #parse} gives back. */
    public static String of(ObjectId id) {
        String text = FluxId.of(id);
        if (text.indexOf(ESCAPE) < 0 && FluxId.parse(text).filter(id::equals).isPresent()) {
            return text;
        }
        return id.namespace() + ESCAPE + id.name() + ESCAPE + id.group() + ESCAPE + id.kind();
    }

    /** The object; empty where the text is no id. */
    public static Optional<ObjectId> parse(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return FluxId.parse(text);
        }
        String[] parts = text.split(String.valueOf(ESCAPE), -1);
        return parts.length == 4 ? Optional.of(new ObjectId(parts[2], parts[3], parts[0], parts[1])) : Optional.empty();
    }
}
