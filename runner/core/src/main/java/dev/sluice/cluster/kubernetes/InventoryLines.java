package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.InventoryId;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of an inventory for people, a sorted line each: {@code shop_web_apps_Deployment: v1}. Lines that start with
 * {@code #} are not objects.
 *
 * @param text the lines
 * @param ids the object of each line, in their order
 * @param versions the API version of each line
 */
record InventoryLines(String text, List<ObjectId> ids, List<String> versions) {

    private static final String SEPARATOR = ": ";

    /** The one character that no name of an object has (apimachinery pkg/api/validation/path), beside the slash. */
    private static final String ESCAPE = "%";

    InventoryLines {
        ids = List.copyOf(ids);
        versions = List.copyOf(versions);
    }

    static InventoryLines of(SortedMap<ObjectId, Entry> objects) {
        var sorted = new TreeMap<String, ObjectId>();
        objects.keySet().forEach(id -> sorted.put(inOneLine(InventoryId.of(id)), id));
        var text = new StringBuilder();
        var versions = new ArrayList<String>();
        sorted.forEach((line, id) -> {
            String version = Objects.requireNonNull(objects.get(id)).version();
            text.append(line).append(SEPARATOR).append(version).append('\n');
            versions.add(version);
        });
        return new InventoryLines(text.toString(), List.copyOf(sorted.values()), versions);
    }

    /** The lines of a text; empty where one of them is neither an object nor a comment. */
    static Optional<InventoryLines> parse(String text) {
        var ids = new ArrayList<ObjectId>();
        var versions = new ArrayList<String>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int separator = line.lastIndexOf(SEPARATOR);
            Optional<ObjectId> id =
                    separator < 0 ? Optional.empty() : InventoryId.parse(asItWas(line.substring(0, separator)));
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ids.add(id.get());
            versions.add(line.substring(separator + SEPARATOR.length()));
        }
        return Optional.of(new InventoryLines(text, ids, versions));
    }

    /** The names of some kinds may hold anything: a line end in one must not make it two objects. */
    private static String inOneLine(String id) {
        return id.replace("\n", ESCAPE + "0A").replace("\r", ESCAPE + "0D");
    }

    private static String asItWas(String id) {
        return id.replace(ESCAPE + "0A", "\n").replace(ESCAPE + "0D", "\r");
    }
}
