package dev.sluice.kustomize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is copied from one object into fields of others. After kustomize's {@code api/types/replacement.go}.
 *
 * @param sourceValue the value itself; null where it comes from an object
 * @param location where it is written; empty where that is not known
 */
record Replacement(
        @Nullable Source source,
        @Nullable String sourceValue,
        @Nullable List<Target> targets,
        String location) {

    static final String DEFAULT_PATH = "metadata.name";

    /** The field whose value is copied. */
    record Source(
            ResourceId id,
            Located<String> fieldPath,
            @Nullable Options options) {}

    /** The fields that take the value. */
    record Target(
            @Nullable Selector select,
            List<Selector> reject,
            List<Located<String>> fieldPaths,
            @Nullable Options options,
            String location) {}

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
                fields.has("targets") ? targets : null,
                fields.location());
    }

    private static Source source(Fields fields) {
        String path = fields.text("fieldPath");
        return new Source(
                Selector.of(fields).id(),
                new Located<>(path.isEmpty() ? DEFAULT_PATH : path, fields.location("fieldPath")),
                Options.of(fields));
    }

    private static Target target(Fields fields) {
        Fields select = fields.object("select");
        List<Located<String>> paths = fields.entries("fieldPaths");
        return new Target(
                select == null ? null : Selector.of(select),
                fields.objects("reject").stream().map(Selector::of).toList(),
                paths.isEmpty() ? List.of(new Located<>(DEFAULT_PATH, fields.location())) : paths,
                Options.of(fields),
                fields.location());
    }
}
