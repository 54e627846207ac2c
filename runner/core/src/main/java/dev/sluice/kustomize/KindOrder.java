package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kinds that come first and kinds that come last; all others stand between them. After kustomize's
 * {@code SortOrderTransformer.go}.
 */
final class KindOrder {

    /** Namespaces and definitions first, webhooks last. */
    static final KindOrder DEFAULT = ofTable(Tables.json("kind-order.json"));

    private final Map<String, Integer> ranks = new HashMap<>();

    KindOrder(List<String> first, List<String> last) {
        for (int i = 0; i < first.size(); i++) {
            ranks.put(first.get(i), i - first.size());
        }
        for (int i = 0; i < last.size(); i++) {
            ranks.put(last.get(i), i + 1);
        }
    }

    private static KindOrder ofTable(JsonNode table) {
        return new KindOrder(texts(table.path("first")), texts(table.path("last")));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** Negative for kinds that come first, positive for those that come last. */
    int rank(String kind) {
        return ranks.getOrDefault(kind, 0);
    }

    /** Which of two objects comes first: by rank, then by type, then by namespace and name. */
    int compare(ResourceId one, ResourceId other) {
        if (!one.type().equals(other.type())) {
            return compareTypes(one.type(), other.type());
        }
        return sortText(one).compareTo(sortText(other));
    }

    private int compareTypes(GroupVersionKind one, GroupVersionKind other) {
        int byRank = Integer.compare(rank(one.kind()), rank(other.kind()));
        if (byRank != 0) {
            return byRank;
        }
        int byText = one.sortText().compareTo(other.sortText());
        boolean namespaces = one.kind().equals("Namespace")
                && other.kind().equals("Namespace")
                && (one.group().isEmpty() || other.group().isEmpty());
        return namespaces ? -byText : byText;
    }

    private static String sortText(ResourceId id) {
        return id.type() + "|" + (id.namespace().isEmpty() ? "~X" : id.namespace()) + "|"
                + (id.name().isEmpty() ? "~N" : id.name());
    }
}
