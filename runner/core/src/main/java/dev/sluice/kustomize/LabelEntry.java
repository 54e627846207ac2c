package dev.sluice.kustomize;

import java.util.List;
import java.util.Map;

/** An entry of {@code labels}. */
record LabelEntry(
        Map<String, String> pairs, boolean includeSelectors, boolean includeTemplates, List<FieldSpec> fields) {

    LabelEntry {
        pairs = Map.copyOf(pairs);
        fields = List.copyOf(fields);
    }

    static LabelEntry of(Fields fields) {
        return new LabelEntry(
                fields.map("pairs"),
                fields.flag("includeSelectors"),
                fields.flag("includeTemplates"),
                FieldSpec.listOf(fields, "fields"));
    }
}
