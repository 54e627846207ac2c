package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The expressions of a unit, each for a kind or for a whole group (fluxcd/pkg {@code runtime/cel/status_reader.go}): the
 * version of an object does not count, and its kind before its group.
 *
 * @param byGroupKind by {@code group/Kind}, {@code Kind} in the core group; for a whole group by {@code group/}
 * @param coverJobs whether they count for Jobs, too: under Flux they do where a unit has an account or a cluster of its
 *     own, and else its reader of Jobs is asked first
 */
public record StatusEvaluators(Map<String, StatusEvaluator> byGroupKind, boolean coverJobs) {

    public static final StatusEvaluators NONE = new StatusEvaluators(Map.of(), false);

    public StatusEvaluators {
        byGroupKind = Map.copyOf(byGroupKind);
    }

    /** The key of what an entry covers. */
    public static String key(String apiVersion, String kind) {
        String group = group(apiVersion);
        return kind.isEmpty() ? group + "/" : group.isEmpty() ? kind : group + "/" + kind;
    }

    /** Those that tell how an object is; empty where none do. */
    Optional<StatusEvaluator> of(JsonNode liveObject) {
        if (byGroupKind.isEmpty()) {
            return Optional.empty();
        }
        String apiVersion = liveObject.path("apiVersion").asText();
        String ofKind = key(apiVersion, liveObject.path("kind").asText());
        return Optional.ofNullable(byGroupKind.get(ofKind))
                .or(() -> Optional.ofNullable(byGroupKind.get(key(apiVersion, ""))));
    }

    /** What is no API version has no group ({@code schema.FromAPIVersionAndKind}). */
    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash > 0 && slash == apiVersion.lastIndexOf('/') ? apiVersion.substring(0, slash) : "";
    }
}
