package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.SecretMask;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an API server said no with, in the words of Flux (fluxcd/pkg ssa/errors/dryrun.go). Servers quote values that
 * they find invalid: those of Secrets are hidden.
 *
 * @param secrets hides them
 */
record Refusal(ObjectId id, ApiAnswer answer, QuotedSecrets secrets) {

    private static final Pattern DENIED = Pattern.compile("User \"([^\"]*)\" cannot (\\S+) resource \"([^\"]*)\""
            + " in API group \"([^\"]*)\"(?: in the namespace \"([^\"]*)\")?");
    private static final Pattern WEBHOOK = Pattern.compile("failed calling webhook \"([^\"]+)\"");
    private static final Pattern IMMUTABLE = Pattern.compile("is\\simmutable|immutable\\sfield");
    private static final Pattern MISSING_NAMESPACE = Pattern.compile("namespaces \"([^\"]+)\" not found");

    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    Refusal {
        requireNonNull(id, "id");
        requireNonNull(answer, "answer");
        requireNonNull(secrets, "secrets");
    }

    Refusal(ObjectId id, ApiAnswer answer) {
        this(id, answer, SecretMask.isSecret(id) ? QuotedSecrets.ALL : QuotedSecrets.NONE);
    }

    /** Of a LIST, which is about no object. */
    static Rejected ofList(Resource resource, String namespace, ApiAnswer answer) {
        String where = namespace.isEmpty() ? "" : " in the namespace " + namespace;
        var id = new ObjectId(resource.group(), resource.kind(), "", "");
        return new Rejected(
                resource.plural() + where,
                "list failed" + reason(answer) + ": " + answer.message(),
                new Refusal(id, answer).hint(),
                null);
    }

    /** {@code Kind/ns/name DEED failed (Reason): why}. */
    Rejected because(String deed) {
        return new Rejected("", message(deed), hint(), null);
    }

    String message(String deed) {
        return id + " " + deed + reason(answer) + ": " + said();
    }

    /** What the server said, fit to be told. */
    String said() {
        return secrets.hide(answer.message());
    }

    /** Whether recreating the object may help (fluxcd/pkg ssa/errors/immutable.go, which errs on that side). */
    boolean isImmutable() {
        return isStatus("Conflict", CONFLICT)
                || isStatus("Invalid", INVALID)
                || IMMUTABLE.matcher(answer.message()).find();
    }

    /**
     * Whether the server says the same to a new object: then it is not about what cannot be changed, and who deletes the
     * object has none. (Flux deletes it.)
     */
    boolean isRepeatedBy(ApiAnswer other) {
        if (other.succeeded()) {
            return false;
        }
        Set<JsonNode> again = causes(other);
        return causes(answer).stream().anyMatch(again::contains)
                || unquoted(answer).equals(unquoted(other));
    }

    private static Set<JsonNode> causes(ApiAnswer answer) {
        var causes = new HashSet<JsonNode>();
        answer.body().path("details").path("causes").forEach(causes::add);
        return causes;
    }

    /** Without the object's name, which is another one. */
    private static String unquoted(ApiAnswer answer) {
        return answer.message().replaceAll("\"[^\"]*\"", "");
    }

    private boolean isStatus(String reason, int status) {
        return answer.reason().equals(reason) || (answer.reason().isEmpty() && answer.status() == status);
    }

    /** The namespace that is not there, if that is the reason. */
    @Nullable
    String missingNamespace() {
        Matcher missing = MISSING_NAMESPACE.matcher(answer.message());
        return answer.isNotFound() && missing.find() ? missing.group(1) : null;
    }

    private static String reason(ApiAnswer answer) {
        return answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
    }

    private @Nullable String hint() {
        Matcher denied = DENIED.matcher(answer.message());
        if (denied.find()) {
            String where = denied.group(5) == null ? "a ClusterRole" : "a Role in the namespace " + denied.group(5);
            return where + " must allow " + denied.group(1) + ": apiGroups: [\"" + denied.group(4) + "\"], resources: ["
                    + denied.group(3) + "], verbs: [" + denied.group(2) + "]";
        }
        Matcher webhook = WEBHOOK.matcher(answer.message());
        if (webhook.find()) {
            return "what serves the admission webhook " + webhook.group(1)
                    + " does not answer; is it running, and is its service right?";
        }
        return null;
    }
}
