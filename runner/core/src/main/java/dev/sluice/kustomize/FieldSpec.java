package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a type of objects that a transformer changes. After kustomize's {@code api/types/fieldspec.go}.
 *
 * @param type the types that have the field
 * @param path names with {@code /} between them; {@code []} after a name says that a list is expected
 * @param create whether the field is made where it is missing
 */
record FieldSpec(GroupVersionKind type, String path, boolean create) {

    static final FieldSpec METADATA_LABELS = new FieldSpec(GroupVersionKind.ANY, "metadata/labels", true);
    static final FieldSpec METADATA_NAMESPACE = new FieldSpec(GroupVersionKind.ANY, "metadata/namespace", true);

    FieldSpec {
        requireNonNull(type, "type");
        requireNonNull(path, "path");
    }

    static FieldSpec of(Fields fields) {
        return new FieldSpec(fields.type(), fields.text("path"), fields.flag("create"));
    }

    static List<FieldSpec> listOf(Fields parent, String name) {
        return parent.objects(name).stream().map(FieldSpec::of).toList();
    }

    /**
     * Both lists, without what is in the first already.
     *
     * @throws BuildException where both name the same field and only one says that it is to be created
     */
    static List<FieldSpec> merge(List<FieldSpec> specs, List<FieldSpec> more) {
        var merged = new ArrayList<>(specs);
        for (FieldSpec spec : more) {
            FieldSpec known = find(merged, spec);
            if (known == null) {
                merged.add(spec);
            } else if (known.create != spec.create) {
                throw new BuildException("conflicting field specs for " + spec.path);
            }
        }
        return merged;
    }

    private static @Nullable FieldSpec find(List<FieldSpec> specs, FieldSpec wanted) {
        for (FieldSpec spec : specs) {
            if (spec.path.equals(wanted.path) && spec.type.isSelectedBy(wanted.type)) {
                return spec;
            }
        }
        return null;
    }
}
