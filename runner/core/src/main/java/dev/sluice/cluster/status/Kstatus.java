package dev.sluice.cluster.status;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The status of an object by kstatus' rules (fluxcd/cli-utils pkg/kstatus/status): the generic ones first, then those of
 * its kind, else its {@code Ready} condition.
 */
public final class Kstatus {

    private final Map<String, StatusRule> rules;

    public Kstatus(Clock clock) {
        StatusRule deployment = new DeploymentRule();
        StatusRule daemonSet = new DaemonSetRule();
        StatusRule replicaSet = new ReplicaSetRule();
        this.rules = Map.ofEntries(
                entry("Service", Kstatus::service),
                entry("Pod", new PodRule(requireNonNull(clock, "clock"))),
                entry("Secret", Kstatus::alwaysReady),
                entry("ConfigMap", Kstatus::alwaysReady),
                entry("PersistentVolumeClaim", Kstatus::volumeClaim),
                entry("apps/StatefulSet", new StatefulSetRule()),
                entry("apps/DaemonSet", daemonSet),
                entry("extensions/DaemonSet", daemonSet),
                entry("apps/Deployment", deployment),
                entry("extensions/Deployment", deployment),
                entry("apps/ReplicaSet", replicaSet),
                entry("extensions/ReplicaSet", replicaSet),
                entry("policy/PodDisruptionBudget", Kstatus::disruptionBudget),
                entry("batch/CronJob", Kstatus::alwaysReady),
                entry("batch/Job", new JobRule()),
                entry("apiextensions.k8s.io/CustomResourceDefinition", new DefinitionRule()));
    }

    /** The status of an object as the API server answers it; unknown, with the reason, where it cannot be read. */
    public ObjectStatus of(JsonNode liveObject) {
        var object = new LiveObject(liveObject);
        try {
            Optional<ObjectStatus> generic = GenericRules.before(object);
            return generic.isPresent()
                    ? generic.get()
                    : rules.getOrDefault(object.groupKind(), GenericRules::otherKind)
                            .of(object);
        } catch (UnreadableStatus e) {
            return ObjectStatus.unknown(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectStatus alwaysReady(LiveObject object) {
        return ObjectStatus.current("Resource is always ready");
    }

    /** The controller sets no condition where it fails: what it has observed counts. */
    private static ObjectStatus disruptionBudget(LiveObject object) {
        return ObjectStatus.current("AllowedDisruptions has been computed.");
    }

    private static ObjectStatus service(LiveObject object) {
        boolean unassigned = object.text("spec.type", "ClusterIP").equals("LoadBalancer")
                && object.text("spec.clusterIP", "").isEmpty();
        return unassigned
                ? ObjectStatus.inProgress("NoIPAssigned", "ClusterIP not set. Service type: LoadBalancer")
                : ObjectStatus.current("Service is ready");
    }

    private static ObjectStatus volumeClaim(LiveObject object) {
        String phase = object.text("status.phase", "unknown");
        return phase.equals("Bound")
                ? ObjectStatus.current("PVC is Bound")
                : ObjectStatus.inProgress("NotBound", "PVC is not Bound. phase: " + phase);
    }
}
