package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One version of an API group, and the kinds in it; they are asked for when that is not known yet. */
final class ServedVersion {

    private final String version;
    private final Supplier<List<Resource>> question;
    private @Nullable List<Resource> resources;

    private ServedVersion(String version, Supplier<List<Resource>> question) {
        this.version = requireNonNull(version, "version");
        this.question = question;
    }

    /** A version of aggregated discovery, which tells its resources with it. */
    static ServedVersion told(Api api, String group, JsonNode told) {
        String version = told.path("version").asText();
        // An aggregated API server that did not answer the API server in time: it may be there now.
        if (told.path("freshness").asText().equals("Stale")
                && told.path("resources").isEmpty()) {
            return unknown(api, group, version);
        }
        var resources = new ArrayList<Resource>();
        for (JsonNode resource : told.path("resources")) {
            resources.add(new Resource(
                    group,
                    version,
                    resource.path("responseKind").path("kind").asText(),
                    resource.path("resource").asText(),
                    resource.path("scope").asText().equals("Namespaced"),
                    texts(resource.path("verbs"))));
        }
        return new ServedVersion(version, () -> resources);
    }

    /** A version of which an old server tells no more than its name. */
    static ServedVersion unknown(Api api, String group, String version) {
        return new ServedVersion(version, () -> ask(api, group, version));
    }

    String version() {
        return version;
    }

    synchronized Optional<Resource> find(String kind) {
        if (resources == null) {
            resources = question.get();
        }
        return resources.stream()
                .filter(resource -> resource.kind().equals(kind))
                .findFirst();
    }

    private static List<Resource> ask(Api api, String group, String version) {
        String path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        ApiAnswer answer = answer(api, path, group, version);
        var resources = new ArrayList<Resource>();
        for (JsonNode resource : answer.body().path("resources")) {
            String plural = resource.path("name").asText();
            // pods/log and its like are no kinds of their own.
            if (!plural.contains("/")) {
                resources.add(new Resource(
                        group,
                        version,
                        resource.path("kind").asText(),
                        plural,
                        resource.path("namespaced").asBoolean(),
                        texts(resource.path("verbs"))));
            }
        }
        return resources;
    }

    /**
     * A group whose own server is away has objects all the same: to whoever wants them, it is not as if there were none.
     */
    private static ApiAnswer answer(Api api, String path, String group, String version) {
        String name = group.isEmpty() ? version : group + "/" + version;
        String hint = "is the server of that API running? kubectl get apiservice " + version + "." + group;
        try {
            ApiAnswer answer = api.send(ApiCall.get(path));
            if (!answer.succeeded() && !answer.isNotFound()) {
                throw new Rejected(name, "it is not known which kinds it has: " + answer.message(), hint, null);
            }
            return answer;
        } catch (TransientFailure e) {
            throw new TransientFailure(name, "it is not known which kinds it has: " + e.getMessage(), hint, e);
        }
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new HashSet<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
