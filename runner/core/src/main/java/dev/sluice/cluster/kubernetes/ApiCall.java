package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an API server.
 *
 * @param path from the root: {@code /api/v1/namespaces/default/configmaps}; its segments are encoded
 * @param query parameters in their order, not yet encoded
 */
record ApiCall(Verb verb, String path, Map<String, String> query, Optional<JsonNode> body, Accept accept) {

    /** What is done, with the content type of its body. */
    enum Verb {
        GET("GET", ""),
        POST("POST", "application/json"),
        PUT("PUT", "application/json"),
        DELETE("DELETE", "application/json"),
        /** Server-side apply; JSON is YAML. */
        APPLY("PATCH", "application/apply-patch+yaml"),
        JSON_PATCH("PATCH", "application/json-patch+json"),
        MERGE_PATCH("PATCH", "application/merge-patch+json");

        private final String method;
        private final String contentType;

        Verb(String method, String contentType) {
            this.method = method;
            this.contentType = contentType;
        }

        String method() {
            return method;
        }

        String contentType() {
            return contentType;
        }
    }

    /** What is asked for. */
    enum Accept {
        JSON("application/json"),
        /** All groups with their resources in one answer. */
        DISCOVERY("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"),
        /** Logs; the answer's body is one JSON text. */
        TEXT("*/*");

        private final String header;

        Accept(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }

    ApiCall {
        requireNonNull(verb, "verb");
        requireNonNull(path, "path");
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        requireNonNull(body, "body");
        requireNonNull(accept, "accept");
    }

    static ApiCall get(String path) {
        return get(path, Map.of());
    }

    static ApiCall get(String path, Map<String, String> query) {
        return new ApiCall(Verb.GET, path, query, Optional.empty(), Accept.JSON);
    }

    static ApiCall of(Verb verb, String path, Map<String, String> query, JsonNode body) {
        return new ApiCall(verb, path, query, Optional.of(body), Accept.JSON);
    }

    ApiCall accepting(Accept other) {
        return new ApiCall(verb, path, query, body, other);
    }
}
