package dev.sluice.kustomize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that a transformer changes, by the types that have them: objects are many, types are few. */
final class FieldWalks {

    private final List<FieldWalk> all;
    private final Map<GroupVersionKind, List<FieldWalk>> byType = new HashMap<>();

    FieldWalks(List<FieldSpec> specs, FieldWalk.Creation creation) {
        this.all = specs.stream().map(spec -> new FieldWalk(spec, creation)).toList();
    }

    /** The walks to the fields that objects of a type have. */
    List<FieldWalk> of(GroupVersionKind type) {
        return byType.computeIfAbsent(
                type, key -> all.stream().filter(walk -> walk.isFor(key)).toList());
    }

    /** Changes all these fields of an object. */
    void change(Resource object, FieldWalk.Change change) {
        for (FieldWalk walk : of(object.type())) {
            walk.change(object, change);
        }
    }
}
