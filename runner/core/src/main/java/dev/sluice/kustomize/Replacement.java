package dev.sluice.kustomize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is copied from one object into fields of others. After kustomize's {@code api/types/replacement.go}.
 *
 * @param sourceValue the value itself; null where it comes from an object
 */
record Replacement(
        @Nullable Source source,
        @Nullable String sourceValue,
        @Nullable List<Target> targets) {

    static final String DEFAULT_PATH = "metadata.name";

    /** The field whose value is copied. */
    record Source(ResourceId id, String fieldPath, @Nullable Options options) {}

    /** The fields that take the value. */
    record Target(
            @Nullable Selector select,
            List<Selector> reject,
            List<String> fieldPaths,
            @Nullable Options options) {}

    /** Which part of a text is meant, and whether missing fields are made. */
    record Options(String delimiter, int index, boolean create) {

        static @Nullable Options of(Fields parent) {
            Fields fields = parent.object("options");
            if (fields == null) {
                return null;
            }
            fields.text("encoding");
            return new Options(
                    fields.text("delimiter"), (int) fields.number("index").orElse(0), fields.flag("create"));
        }
    }

    static Replacement of(Fields fields) {
        Fields source = fields.object("source");
        List<Target> targets =
                fields.objects("targets").stream().map(Replacement::target).toList();
        return new Replacement(
                source == null ? null : source(source),
                fields.has("sourceValue") ? fields.text("sourceValue") : null,
                fields.has("targets") ? targets : null);
    }

    private static Source source(Fields fields) {
        String path = fields.text("fieldPath");
        return new Source(Selector.of(fields).id(), path.isEmpty() ? DEFAULT_PATH : path, Options.of(fields));
    }

    private static Target target(Fields fields) {
        Fields select = fields.object("select");
        List<String> paths = fields.texts("fieldPaths");
        return new Target(
                select == null ? null : Selector.of(select),
                fields.objects("reject").stream().map(Selector::of).toList(),
                paths.isEmpty() ? List.of(DEFAULT_PATH) : paths,
                Options.of(fields));
    }
}
