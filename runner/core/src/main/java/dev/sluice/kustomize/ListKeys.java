package dev.sluice.kustomize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which fields the items of an object's lists are told apart, node by node; nothing is known of custom resources. */
public final class ListKeys {

    private final @Nullable Schema schema;

    private ListKeys(@Nullable Schema schema) {
        this.schema = schema;
    }

    /** Those of a whole object. */
    public static ListKeys of(String apiVersion, String kind) {
        return new ListKeys(Schemas.builtIn().of(GroupVersionKind.of(apiVersion, kind)));
    }

    /** Those below a field. */
    public ListKeys field(String name) {
        return new ListKeys(schema == null ? null : schema.field(name));
    }

    /** Those below any item of this list. */
    public ListKeys items() {
        return new ListKeys(schema == null ? null : schema.elements());
    }

    /** The fields that tell the items of this list apart; empty where none are known. */
    public List<String> keys() {
        return schema == null ? List.of() : schema.mergeKeys();
    }
}
