package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What became of the fields of Flux's kinds: which the CRDs call deprecated ({@code deprecations.json}, generated from
 * their descriptions), which newer versions dropped (by comparison of the schemas), and what to write instead
 * ({@code replacements.json}, in our words).
 */
final class FieldHistory {

    private final CrdSchemas schemas;

    FieldHistory(CrdSchemas schemas) {
        this.schemas = schemas;
    }

    /** What to do about a field that the kind does not have in the version; empty where no version ever had it. */
    Optional<String> ofUnknown(String apiVersion, String kind, FieldPlace place) {
        Optional<String> replacement = replacement(kind, place);
        if (replacement.isPresent()) {
            return replacement;
        }
        String group = apiVersion.substring(0, apiVersion.indexOf('/') + 1);
        return schemas.versions(group.substring(0, group.length() - 1), kind).stream()
                .filter(version -> !version.equals(apiVersion))
                .filter(version -> schemas.schema(version, kind)
                        .filter(schema -> knows(schema, place))
                        .isPresent())
                .findFirst()
                .map(version -> isNewer(version, apiVersion, kind)
                        ? "write " + version + ", which has this field"
                        : apiVersion + " does not have this field any more; remove it");
    }

    /** What to write in place of a field that the CRDs or their newest versions do not want any more; else empty. */
    Optional<String> ofDeprecated(String apiVersion, String kind, FieldPlace place) {
        boolean deprecated = schemas.deprecations().has(kind + ":" + place.pattern());
        return deprecated || replacement(kind, place).isPresent()
                ? Optional.of(replacement(kind, place).orElse("Flux says: " + said(kind, place)))
                : Optional.empty();
    }

    private String said(String kind, FieldPlace place) {
        return schemas.deprecations().path(kind + ":" + place.pattern()).asText();
    }

    private Optional<String> replacement(String kind, FieldPlace place) {
        return Optional.ofNullable(
                schemas.replacements().path(kind + ":" + place.pattern()).textValue());
    }

    private boolean isNewer(String version, String than, String kind) {
        var versions = schemas.versions(version.substring(0, version.indexOf('/')), kind);
        return versions.indexOf(version) < versions.indexOf(than);
    }

    private static boolean knows(JsonNode schema, FieldPlace place) {
        return !schemaAt(schema, place).isMissingNode();
    }

    private static JsonNode schemaAt(JsonNode schema, FieldPlace place) {
        FieldPlace above = place.above();
        JsonNode around = above == null ? schema : schemaAt(schema, above);
        return place.in(around);
    }
}
