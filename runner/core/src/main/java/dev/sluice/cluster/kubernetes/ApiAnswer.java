package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/** What an API server answered: an object, a list, or a {@code Status} that says what is wrong. */
record ApiAnswer(int status, JsonNode body) {

    ApiAnswer {
        requireNonNull(body, "body");
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** The {@code Status}' reason: {@code Invalid}, {@code Forbidden}; empty where there is none. */
    String reason() {
        return body.path("reason").asText();
    }

    /** The {@code Status}' message. */
    String message() {
        return body.path("message").asText("HTTP status " + status);
    }

    /** No content: it may be a Secret's. */
    @Override
    public String toString() {
        return status + " " + reason();
    }
}
