package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.AccessCheck;
import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.failure.Rejected;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks an API server what the caller may do, by a SelfSubjectAccessReview a request. */
final class KubernetesAccess implements AccessCheck {

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final Api api;
    private final Resources resources;

    KubernetesAccess(Api api, Resources resources) {
        this.api = api;
        this.resources = resources;
    }

    @Override
    public String version() {
        ApiAnswer answer = api.send(ApiCall.get("/version"));
        if (!answer.succeeded()) {
            throw new Rejected(api.server(), "it does not say its version: " + answer.message());
        }
        return answer.body().path("gitVersion").asText();
    }

    @Override
    public List<Denial> denied(Collection<AccessRequest> requests) {
        return Together.map(new LinkedHashSet<>(requests), this::ask).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Denial> ask(AccessRequest request) {
        String resource = resources
                .find(request.group(), "", request.kind())
                .map(Resource::plural)
                .orElseGet(() -> guess(request.kind()));
        ApiAnswer answer = api.send(ApiCall.of(Verb.POST, REVIEWS, Map.of(), review(request, resource)));
        if (!answer.succeeded()) {
            throw new Rejected(api.server(), "it does not say what is allowed: " + answer.message());
        }
        JsonNode status = answer.body().path("status");
        return status.path("allowed").asBoolean()
                ? Optional.empty()
                : Optional.of(
                        new Denial(request, resource, status.path("reason").asText("")));
    }

    private static JsonNode review(AccessRequest request, String resource) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes.put("verb", request.verb()).put("group", request.group()).put("resource", resource);
        if (!request.subresource().isEmpty()) {
            attributes.put("subresource", request.subresource());
        }
        if (!request.namespace().isEmpty()) {
            attributes.put("namespace", request.namespace());
        }
        return review;
    }

    /** The plural of a kind that comes with this run, as apimachinery guesses it (meta.UnsafeGuessKindToResource). */
    private static String guess(String kind) {
        String singular = kind.toLowerCase(Locale.ROOT);
        if (singular.endsWith("endpoints")) {
            return singular;
        }
        if (singular.endsWith("y")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular.endsWith("s") ? singular + "es" : singular + "s";
    }
}
