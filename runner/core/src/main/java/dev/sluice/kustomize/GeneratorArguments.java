package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An entry of {@code configMapGenerator} or {@code secretGenerator}. */
record GeneratorArguments(
        String name,
        String namespace,
        Behavior behavior,
        String type,
        List<Located<String>> envs,
        List<Located<String>> literals,
        List<Located<String>> files,
        Options options) {

    /** What applies to the generated object; also the value of {@code generatorOptions}. */
    record Options(
            Map<String, String> labels,
            Map<String, String> annotations,
            boolean disableNameSuffixHash,
            boolean immutable) {

        static final Options NONE = new Options(Map.of(), Map.of(), false, false);

        static Options of(Fields parent, String name) {
            Fields fields = parent.object(name);
            if (fields == null) {
                return NONE;
            }
            return new Options(
                    fields.map("labels"),
                    fields.map("annotations"),
                    fields.flag("disableNameSuffixHash"),
                    fields.flag("immutable"));
        }

        /** These options, and what the options of the whole file add. */
        Options with(Options global) {
            return new Options(
                    merged(global.labels, labels),
                    merged(global.annotations, annotations),
                    disableNameSuffixHash || global.disableNameSuffixHash,
                    immutable || global.immutable);
        }

        private static Map<String, String> merged(Map<String, String> global, Map<String, String> own) {
            var merged = new LinkedHashMap<>(global);
            merged.putAll(own);
            return merged;
        }
    }

    GeneratorArguments {
        envs = List.copyOf(envs);
        literals = List.copyOf(literals);
        files = List.copyOf(files);
    }

    /** An entry of {@code configMapGenerator}; there is but one type of ConfigMaps. */
    static GeneratorArguments ofConfigMap(Fields fields) {
        return of(fields, "", true);
    }

    /** An entry of {@code secretGenerator}. */
    static GeneratorArguments ofSecret(Fields fields) {
        return of(fields, fields.text("type"), true);
    }

    /**
     * A generator's own configuration; its {@code env} does not count, for kustomize turns it into {@code envs} in
     * kustomization files alone ({@code FixKustomizationPostUnmarshalling} of {@code api/types/kustomization.go}).
     */
    static GeneratorArguments ofConfiguration(Fields fields) {
        return of(fields, fields.text("type"), false);
    }

    private static GeneratorArguments of(Fields fields, String type, boolean single) {
        var envs = new ArrayList<>(fields.entries("envs"));
        String env = fields.text("env");
        if (single && !env.isEmpty()) {
            envs.add(new Located<>(env, fields.location("env")));
        }
        return new GeneratorArguments(
                fields.text("name"),
                fields.text("namespace"),
                Behavior.of(fields.text("behavior")),
                type,
                envs,
                fields.entries("literals"),
                fields.entries("files"),
                Options.of(fields, "options"));
    }

    GeneratorArguments with(Options global) {
        return new GeneratorArguments(name, namespace, behavior, type, envs, literals, files, options.with(global));
    }

    /** With the name and namespace of a configuration's metadata where it has none of its own. */
    GeneratorArguments orNamed(String otherName, String otherNamespace) {
        return new GeneratorArguments(
                name.isEmpty() ? otherName : name,
                namespace.isEmpty() ? otherNamespace : namespace,
                behavior,
                type,
                envs,
                literals,
                files,
                options);
    }
}
