package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** An API server that answers what a test tells it to, and remembers what it was asked. */
final class ScriptedApi implements Api {

    private final Function<ApiCall, ApiAnswer> script;
    private final List<ApiCall> calls = Collections.synchronizedList(new ArrayList<>());

    ScriptedApi(Function<ApiCall, ApiAnswer> script) {
        this.script = script;
    }

    static ApiAnswer ok(String yaml) {
        return new ApiAnswer(200, yaml(yaml));
    }

    /** A {@code Status} that says no. */
    static ApiAnswer no(int status, String reason, String message) {
        ObjectNode body = yaml("{kind: Status, apiVersion: v1, status: Failure}");
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        return new ApiAnswer(status, body.put("message", message).put("code", status));
    }

    static ApiAnswer notFound() {
        return no(404, "NotFound", "things \"x\" not found");
    }

    static ObjectNode yaml(String yaml) {
        return (ObjectNode) new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED)
                .read(yaml, "test.yaml")
                .get(0)
                .content();
    }

    /** What a real API server answered. */
    static ObjectNode captured(String file) {
        try (InputStream in = Objects.requireNonNull(ScriptedApi.class.getResourceAsStream(file), file)) {
            return yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The requests: {@code GET /api/v1/namespaces?limit=3}. */
    List<String> asked() {
        return List.copyOf(calls).stream().map(ScriptedApi::line).toList();
    }

    JsonNode body(int call) {
        return calls.get(call).body().orElseThrow();
    }

    private static String line(ApiCall call) {
        String query = String.join(
                "&",
                call.query().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        return call.verb() + " " + call.path() + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String server() {
        return "https://cluster.test:6443";
    }

    @Override
    public ApiAnswer send(ApiCall call) {
        calls.add(call);
        return script.apply(call);
    }

    @Override
    public ApiStream stream(ApiCall call, Consumer<JsonNode> lines, Consumer<Integer> ended) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Api as(String user) {
        return this;
    }

    @Override
    public void close() {}
}
