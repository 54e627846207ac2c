package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** As much of an API server as a run's state needs: objects with versions and preconditions, namespaces, labels, pages. */
final class MemoryApi implements Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAMESPACES = "/api/v1/namespaces";

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<ApiCall> calls = new ArrayList<>();
    private final List<Function<ApiCall, Optional<ApiAnswer>>> rules = new ArrayList<>();
    private int changes;
    private boolean answersAreLost;

    MemoryApi(String... namespaces) {
        for (String name : namespaces) {
            objects.put(NAMESPACES + "/" + name, parsed("{\"metadata\": {\"name\": \"" + name + "\"}}"));
        }
    }

    /** Asked before anything else what the answer is. */
    MemoryApi answering(Function<ApiCall, Optional<ApiAnswer>> rule) {
        rules.add(rule);
        return this;
    }

    MemoryApi refusing(Verb verb, String path, int status, String reason, String message) {
        return answering(call -> call.verb() == verb && call.path().equals(path)
                ? Optional.of(status(status, reason, message))
                : Optional.empty());
    }

    /** Every change is made, its answer lost, and the request made again. */
    MemoryApi losingAnswers() {
        answersAreLost = true;
        return this;
    }

    /** What somebody else does with an object. */
    synchronized void edit(String path, Consumer<ObjectNode> change) {
        ObjectNode object = Objects.requireNonNull(objects.get(path), path).deepCopy();
        change.accept(object);
        store(path, object, "kubectl-edit");
    }

    synchronized void remove(String path) {
        objects.remove(path);
    }

    /** The object; {@code null} stands in it for one that is missing. */
    synchronized JsonNode object(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? JsonNodeFactory.instance.nullNode() : object.deepCopy();
    }

    synchronized List<String> paths() {
        return List.copyOf(objects.keySet());
    }

    /** What was asked since the last time. */
    synchronized List<String> calls() {
        List<String> texts =
                calls.stream().map(call -> call.verb() + " " + call.path()).toList();
        calls.clear();
        return texts;
    }

    @Override
    public String server() {
        return "https://memory";
    }

    @Override
    public synchronized ApiAnswer send(ApiCall call) {
        calls.add(call);
        for (var rule : List.copyOf(rules)) {
            Optional<ApiAnswer> answer = rule.apply(call);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        if (answersAreLost && call.verb() != Verb.GET) {
            answer(call);
        }
        return answer(call);
    }

    private ApiAnswer answer(ApiCall call) {
        ObjectNode body = call.body().map(MemoryApi::copy).orElseGet(JsonNodeFactory.instance::objectNode);
        return switch (call.verb()) {
            case GET -> isCollection(call.path()) ? list(call) : found(call.path());
            case POST -> create(call, body);
            case PUT -> replace(call, body);
            case MERGE_PATCH -> merge(call, body);
            case DELETE -> delete(call, body);
            case APPLY, JSON_PATCH -> throw new UnsupportedOperationException(call.toString());
        };
    }

    private ApiAnswer list(ApiCall call) {
        String plural = call.path().substring(call.path().lastIndexOf('/'));
        String base = call.path().substring(0, call.path().length() - plural.length());
        String[] label = call.query().getOrDefault("labelSelector", "=").split("=", 2);
        List<ObjectNode> matching = new ArrayList<>();
        objects.forEach((path, object) -> {
            boolean inside = path.startsWith(base) && path.contains(plural + "/");
            if (inside && object.at("/metadata/labels").path(label[0]).asText().equals(label[1])) {
                ObjectNode item = object.deepCopy();
                item.remove(List.of("kind", "apiVersion"));
                matching.add(item);
            }
        });
        int from = Integer.parseInt(call.query().getOrDefault("continue", "0"));
        int to = Math.min(matching.size(), from + Integer.parseInt(call.query().getOrDefault("limit", "1000")));
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.putArray("items").addAll(matching.subList(from, to));
        list.putObject("metadata").put("continue", to < matching.size() ? String.valueOf(to) : "");
        return new ApiAnswer(200, list);
    }

    private ApiAnswer create(ApiCall call, ObjectNode body) {
        String path = call.path() + "/" + body.at("/metadata/name").asText();
        String namespace = body.at("/metadata/namespace").asText();
        if (!namespace.isEmpty() && !objects.containsKey(NAMESPACES + "/" + namespace)) {
            return status(404, "NotFound", "namespaces \"" + namespace + "\" not found");
        }
        if (objects.containsKey(path)) {
            return status(409, "AlreadyExists", path + " already exists");
        }
        body.withObject("/metadata").put("uid", "uid-" + (changes + 1));
        return new ApiAnswer(201, store(path, body, call.query().getOrDefault("fieldManager", "")));
    }

    private ApiAnswer replace(ApiCall call, ObjectNode body) {
        ObjectNode before = objects.get(call.path());
        if (before == null) {
            return notFound(call.path());
        }
        for (String field : List.of("/metadata/resourceVersion", "/metadata/uid")) {
            if (!before.at(field).equals(body.at(field))) {
                return status(409, "Conflict", "the object has been modified");
            }
        }
        return new ApiAnswer(200, store(call.path(), body, call.query().getOrDefault("fieldManager", "")));
    }

    private ApiAnswer merge(ApiCall call, ObjectNode body) {
        ObjectNode before = objects.get(call.path());
        if (before == null) {
            return notFound(call.path());
        }
        ObjectNode after = before.deepCopy();
        body.properties()
                .forEach(entry -> after.withObject("/" + entry.getKey()).setAll((ObjectNode) entry.getValue()));
        return new ApiAnswer(200, store(call.path(), after, call.query().getOrDefault("fieldManager", "")));
    }

    private ApiAnswer delete(ApiCall call, ObjectNode options) {
        ObjectNode object = objects.get(call.path());
        if (object == null) {
            return notFound(call.path());
        }
        for (var wanted : options.path("preconditions").properties()) {
            if (!object.path("metadata").path(wanted.getKey()).equals(wanted.getValue())) {
                return status(409, "Conflict", "Precondition failed: " + wanted.getKey());
            }
        }
        objects.remove(call.path());
        return new ApiAnswer(200, JsonNodeFactory.instance.objectNode());
    }

    private ObjectNode store(String path, ObjectNode object, String manager) {
        changes++;
        ObjectNode metadata = object.withObject("/metadata").put("resourceVersion", String.valueOf(changes));
        metadata.putArray("managedFields").addObject().put("manager", manager).put("time", "2026-01-01T00:00:00Z");
        objects.put(path, object);
        return object.deepCopy();
    }

    private ApiAnswer found(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? notFound(path) : new ApiAnswer(200, object.deepCopy());
    }

    private static boolean isCollection(String path) {
        return path.endsWith("/configmaps") || path.endsWith("/leases") || path.endsWith("/secrets");
    }

    private static ApiAnswer notFound(String path) {
        return status(404, "NotFound", path + " not found");
    }

    static ApiAnswer status(int status, String reason, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "Status").put("reason", reason).put("message", message);
        return new ApiAnswer(status, body);
    }

    /** As it arrives: bytes are base64 from there on. */
    private static ObjectNode copy(JsonNode node) {
        return parsed(node.toString());
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ApiStream stream(ApiCall call, Consumer<JsonNode> lines, Consumer<Integer> ended) {
        throw new UnsupportedOperationException(call.toString());
    }

    @Override
    public Api as(String user) {
        throw new UnsupportedOperationException(user);
    }

    @Override
    public void close() {}
}
