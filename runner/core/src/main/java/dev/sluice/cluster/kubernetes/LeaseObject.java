package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What stands in a root's Lease ({@code coordination.k8s.io/v1}). */
final class LeaseObject {

    /** How long a Lease counts after its last renewal. */
    static final Duration DURATION = Duration.ofSeconds(30);

    private static final String PROCESS = "sluice.dev/process";

    /** A {@code MicroTime} has six digits, neither more nor less. */
    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LeaseObject() {}

    /** A new Lease. */
    static ObjectNode of(ObjectId root, String namespace, Claim claim) {
        ObjectNode lease = StateNames.objectOf(root, "coordination.k8s.io/v1", "Lease", namespace, StateNames.of(root));
        claim(lease, claim, 0);
        return lease;
    }

    /** A Lease that was another's. */
    static ObjectNode takenOver(JsonNode lease, Claim claim) {
        ObjectNode taken = lease.deepCopy();
        claim(taken, claim, lease.at("/spec/leaseTransitions").asInt() + 1);
        return taken;
    }

    private static void claim(ObjectNode lease, Claim claim, int transitions) {
        ObjectNode annotations = lease.withObject("/metadata/annotations");
        annotations.remove(PROCESS);
        claim.process().ifPresent(process -> annotations.put(PROCESS, process.text()));
        lease.putObject("spec")
                .put("holderIdentity", claim.identity())
                .put("leaseDurationSeconds", DURATION.toSeconds())
                .put("acquireTime", MICRO_TIME.format(claim.since()))
                .put("renewTime", MICRO_TIME.format(claim.since()))
                .put("leaseTransitions", transitions);
    }

    static ObjectNode renewed(JsonNode lease, Instant now) {
        ObjectNode renewed = lease.deepCopy();
        renewed.withObject("/spec").put("renewTime", MICRO_TIME.format(now));
        return renewed;
    }

    /** Who holds it; empty where it is free. */
    static String identity(JsonNode lease) {
        return lease.at("/spec/holderIdentity").asText();
    }

    static Optional<Holder> process(JsonNode lease) {
        return Holder.parse(
                lease.path("metadata").path("annotations").path(PROCESS).asText());
    }

    static Duration duration(JsonNode lease) {
        return Duration.ofSeconds(lease.at("/spec/leaseDurationSeconds").asLong(DURATION.toSeconds()));
    }

    /** For people: who holds it, and since when. */
    static String described(JsonNode lease) {
        return identity(lease) + " since " + time(lease, "acquireTime");
    }

    /** For people: when its holder was heard of last. */
    static String lastRenewal(JsonNode lease) {
        return time(lease, "renewTime");
    }

    private static String time(JsonNode lease, String field) {
        return lease.path("spec").path(field).asText("an unknown time").replaceAll("\\.[0-9]*Z$", "Z");
    }

    /**
     * Who wants a Lease.
     *
     * @param identity names the run, and no other one
     * @param process empty where it cannot be told
     * @param since when it begins to hold it
     */
    record Claim(String identity, Optional<Holder> process, Instant since) {}
}
