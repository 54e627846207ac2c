package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.kubernetes.ApiCall.Accept;
import dev.sluice.failure.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an API server serves at one time: the versions of each group, the preferred one first. */
final class ServedKinds {

    private final Map<String, List<ServedVersion>> groups;

    private ServedKinds(Map<String, List<ServedVersion>> groups) {
        this.groups = groups;
    }

    /** Asks for everything in two requests (aggregated discovery); a server before 1.27 names its groups only. */
    static ServedKinds ask(Api api) {
        List<ApiAnswer> answers = Together.map(List.of("/api", "/apis"), path -> answer(api, path));
        var groups = new HashMap<String, List<ServedVersion>>();
        answers.forEach(answer -> collect(api, answer.body(), groups));
        return new ServedKinds(groups);
    }

    /** The kind in a version; in the preferred one that has it where {@code version} is empty. */
    Optional<Resource> find(String group, String version, String kind) {
        return groups.getOrDefault(group, List.of()).stream()
                .filter(served -> version.isEmpty() || served.version().equals(version))
                .flatMap(served -> served.find(kind).stream())
                .findFirst();
    }

    private static ApiAnswer answer(Api api, String path) {
        ApiAnswer answer = api.send(ApiCall.get(path).accepting(Accept.DISCOVERY));
        if (!answer.succeeded()) {
            throw new Rejected(api.server(), "it does not say what it serves: " + answer.message());
        }
        return answer;
    }

    private static void collect(Api api, JsonNode told, Map<String, List<ServedVersion>> groups) {
        for (JsonNode group : told.path("items")) {
            String name = group.path("metadata").path("name").asText("");
            var versions = new ArrayList<ServedVersion>();
            group.path("versions").forEach(version -> versions.add(ServedVersion.told(api, name, version)));
            groups.put(name, versions);
        }
        for (JsonNode version : told.path("versions")) {
            groups.computeIfAbsent("", core -> new ArrayList<>()).add(ServedVersion.unknown(api, "", version.asText()));
        }
        for (JsonNode group : told.path("groups")) {
            groups.put(group.path("name").asText(), namedOnly(api, group));
        }
    }

    private static List<ServedVersion> namedOnly(Api api, JsonNode group) {
        String name = group.path("name").asText();
        String preferred = group.path("preferredVersion").path("version").asText();
        var versions = new ArrayList<ServedVersion>();
        for (JsonNode version : group.path("versions")) {
            String text = version.path("version").asText();
            int place = text.equals(preferred) ? 0 : versions.size();
            versions.add(place, ServedVersion.unknown(api, name, text));
        }
        return versions;
    }
}
