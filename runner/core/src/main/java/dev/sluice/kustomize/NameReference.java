package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields in which objects name objects of one type. After kustomize's
 * {@code api/internal/plugins/builtinconfig/namebackreferences.go}.
 *
 * @param target the type of the object that is named
 * @param referrers the fields that hold the name
 */
record NameReference(GroupVersionKind target, List<FieldSpec> referrers) {

    NameReference {
        referrers = List.copyOf(referrers);
    }

    static List<NameReference> listOf(Fields parent, String name) {
        return parent.objects(name).stream()
                .map(fields -> new NameReference(fields.type(), FieldSpec.listOf(fields, "fieldSpecs")))
                .toList();
    }

    static List<NameReference> merge(List<NameReference> references, List<NameReference> more) {
        var merged = new ArrayList<>(references);
        for (NameReference reference : more) {
            boolean found = false;
            for (int i = 0; i < merged.size(); i++) {
                if (merged.get(i).target.equals(reference.target)) {
                    List<FieldSpec> both = FieldSpec.merge(merged.get(i).referrers, reference.referrers);
                    merged.set(i, new NameReference(reference.target, both));
                    found = true;
                }
            }
            if (!found) {
                merged.add(reference);
            }
        }
        return merged;
    }
}
