package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a JSON pointer that leads nowhere how far it leads. Names of fields are told, values never. */
final class Pointer {

    private static final int FEW = 8;

    private Pointer() {}

    /** A hint; null where the pointer's parent is there and says it all. */
    static @Nullable String hint(JsonNode root, String path) {
        if (!path.startsWith("/")) {
            return path.isEmpty() ? null : "a path begins with a slash: /" + path;
        }
        JsonNode node = root;
        var way = new StringBuilder();
        for (String part : path.substring(1).split("/", -1)) {
            String key = part.replace("~1", "/").replace("~0", "~");
            JsonNode next = node instanceof ArrayNode list ? element(list, key) : node.get(key);
            if (next == null) {
                return reached(node, way.toString(), key);
            }
            node = next;
            way.append('/').append(part);
        }
        return null;
    }

    private static @Nullable JsonNode element(ArrayNode list, String key) {
        return key.matches("\\d{1,9}") ? list.get(Integer.parseInt(key)) : null;
    }

    private static String reached(JsonNode node, String way, String wanted) {
        String place = way.isEmpty() ? "the object" : way;
        if (node instanceof ArrayNode list) {
            return place + " is a list of " + list.size() + ", counted from 0";
        }
        if (!(node instanceof ObjectNode mapping)) {
            return place + " is " + (node.isNull() ? "null" : "a " + nameOf(node)) + ": nothing is below it";
        }
        var names = new ArrayList<String>();
        mapping.fieldNames().forEachRemaining(names::add);
        String near = Spelling.hint(wanted, names);
        if (near != null) {
            return near;
        }
        return place + (names.isEmpty() ? " is empty" : " holds " + few(names));
    }

    private static String nameOf(JsonNode scalar) {
        return scalar.isTextual() ? "string" : scalar.isNumber() ? "number" : "boolean";
    }

    private static String few(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(FEW, names.size())));
        return names.size() <= FEW ? shown : shown + " and " + (names.size() - FEW) + " more";
    }
}
