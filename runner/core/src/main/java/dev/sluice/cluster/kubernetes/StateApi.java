package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.failure.Rejected;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kind of object that the state consists of: read and written whole, never over a change that was not seen. What the
 * server refuses is a {@link Rejected}; that an object is there already, changed or gone is an answer.
 */
final class StateApi {

    private static final Map<String, String> WRITTEN = Map.of("fieldManager", StateNames.FIELD_MANAGER);
    private static final Resource NAMESPACE = new Resource("", "v1", "Namespace", "namespaces", false, Set.of());

    private final Api api;
    private final Resource resource;

    StateApi(Api api, Resource resource) {
        this.api = api;
        this.resource = resource;
    }

    /** The object; empty where there is none. */
    Optional<JsonNode> read(String namespace, String name) {
        ApiAnswer answer = api.send(ApiCall.get(path(namespace, name)));
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        return Optional.of(succeeded(answer, "get", namespace, name));
    }

    /**
     * Creates the object, and its namespace if that is missing.
     *
     * @return empty where an object of this name is there already. It can be this very one: a request whose answer was
     *     lost is made twice
     */
    Optional<JsonNode> create(JsonNode object) {
        String namespace = object.at("/metadata/namespace").asText();
        String name = object.at("/metadata/name").asText();
        ApiCall call = ApiCall.of(Verb.POST, resource.path(namespace), WRITTEN, object);
        ApiAnswer answer = api.send(call);
        if (answer.isNotFound()) {
            createNamespace(namespace);
            answer = api.send(call);
        }
        if (answer.status() == 409 && answer.reason().equals("AlreadyExists")) {
            return Optional.empty();
        }
        return Optional.of(succeeded(answer, "create", namespace, name));
    }

    /**
     * Replaces the object by one that says which {@code resourceVersion} it replaces.
     *
     * @return empty where it was changed since then, or is gone
     */
    Optional<JsonNode> replace(JsonNode object) {
        String namespace = object.at("/metadata/namespace").asText();
        String name = object.at("/metadata/name").asText();
        ApiAnswer answer = api.send(ApiCall.of(Verb.PUT, path(namespace, name), WRITTEN, object));
        if (answer.isNotFound() || answer.status() == 409) {
            return Optional.empty();
        }
        return Optional.of(succeeded(answer, "update", namespace, name));
    }

    /** Sets fields of the object, whatever else was changed meanwhile. */
    JsonNode merge(String namespace, String name, JsonNode patch) {
        ApiAnswer answer = api.send(ApiCall.of(Verb.MERGE_PATCH, path(namespace, name), WRITTEN, patch));
        return succeeded(answer, "patch", namespace, name);
    }

    /**
     * Deletes the object as it was seen; one that is gone is a success.
     *
     * @param seen its metadata
     * @return whether it is gone: false where it was changed since then
     */
    boolean delete(JsonNode seen) {
        String namespace = seen.path("namespace").asText();
        String name = seen.path("name").asText();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.putObject("preconditions")
                .put("uid", seen.path("uid").asText())
                .put("resourceVersion", seen.path("resourceVersion").asText());
        ApiAnswer answer = api.send(ApiCall.of(Verb.DELETE, path(namespace, name), Map.of(), options));
        if (answer.status() == 409) {
            return false;
        }
        if (!answer.isNotFound()) {
            succeeded(answer, "delete", namespace, name);
        }
        return true;
    }

    /** Part of a list, as the server answers it: 403 and 410 are answers. */
    ApiAnswer list(String namespace, Map<String, String> query) {
        return api.send(ApiCall.get(resource.path(namespace), query));
    }

    /** The failure that an answer is. */
    Rejected refused(ApiAnswer answer, String verb, String namespace, String name) {
        String hint = null;
        if (answer.status() == 403 && answer.reason().equals("Forbidden")) {
            hint = "the run needs the right to " + verb + " " + resource.plural()
                    + (resource.group().isEmpty() ? "" : "." + resource.group())
                    + (namespace.isEmpty() ? " in all namespaces" : " in the namespace " + namespace)
                    + ": it keeps its state there";
        }
        return new Rejected(subject(namespace, name), answer.message(), hint, null);
    }

    String subject(String namespace, String name) {
        return String.join(
                "/",
                Stream.of(resource.kind(), namespace, name)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    private void createNamespace(String namespace) {
        ObjectNode object = StateNames.object("v1", NAMESPACE.kind(), "", namespace);
        ApiAnswer answer = api.send(ApiCall.of(Verb.POST, NAMESPACE.path(""), WRITTEN, object));
        if (answer.status() != 409) {
            new StateApi(api, NAMESPACE).succeeded(answer, "create", "", namespace);
        }
    }

    private JsonNode succeeded(ApiAnswer answer, String verb, String namespace, String name) {
        if (!answer.succeeded()) {
            throw refused(answer, verb, namespace, name);
        }
        return answer.body();
    }

    private String path(String namespace, String name) {
        return resource.path(namespace) + "/" + name;
    }
}
