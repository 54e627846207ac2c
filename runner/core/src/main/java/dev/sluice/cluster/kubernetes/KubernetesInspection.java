package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inspection;
import dev.sluice.cluster.kubernetes.ApiCall.Accept;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Asks an API server what explains the state of an object. */
final class KubernetesInspection implements Inspection {

    private static final Child REPLICA_SET = new Child("apps", "ReplicaSet");
    private static final Child JOB = new Child("batch", "Job");
    private static final Child POD = new Child("", "Pod");
    private static final Child CLAIM = new Child("", "PersistentVolumeClaim");

    private final Api api;
    private final Resources resources;

    KubernetesInspection(Api api, Resources resources) {
        this.api = api;
        this.resources = resources;
    }

    @Override
    public List<Manifest> events(Manifest about) {
        // Those about cluster-scoped objects are in the namespace default.
        String namespace =
                about.id().namespace().isEmpty() ? "default" : about.id().namespace();
        String uid = uid(about);
        return uid.isEmpty()
                ? List.of()
                : list("", "Event", namespace, Map.of("fieldSelector", "involvedObject.uid=" + uid)).stream()
                        .sorted(Comparator.comparing(KubernetesInspection::time))
                        .toList();
    }

    @Override
    public List<Manifest> owned(Manifest owner) {
        String uid = uid(owner);
        if (uid.isEmpty() || owner.id().namespace().isEmpty()) {
            return List.of();
        }
        Map<String, String> selector = selects(owner) ? LabelSelector.query(owner) : Map.of();
        return Together.map(
                        children(owner),
                        child -> list(child.group(), child.kind(), owner.id().namespace(), selector))
                .stream()
                .flatMap(List::stream)
                .filter(object -> isControlledBy(object, uid))
                .sorted(Comparator.comparing(KubernetesInspection::created).reversed())
                .toList();
    }

    @Override
    public List<Manifest> pods(Manifest workload) {
        Map<String, String> selector = LabelSelector.query(workload);
        return selector.isEmpty()
                ? List.of()
                : list(POD.group(), POD.kind(), workload.id().namespace(), selector);
    }

    @Override
    public List<String> logTail(Manifest pod, String container, int lines, boolean previous) {
        var query = new LinkedHashMap<String, String>();
        query.put("container", container);
        query.put("tailLines", String.valueOf(lines));
        if (previous) {
            query.put("previous", "true");
        }
        String path = "/api/v1/namespaces/" + pod.id().namespace() + "/pods/"
                + pod.id().name() + "/log";
        try {
            ApiAnswer answer = api.send(ApiCall.get(path, query).accepting(Accept.TEXT));
            return answer.succeeded() ? answer.body().asText().lines().toList() : List.of();
        } catch (RunFailure e) {
            return List.of();
        }
    }

    private List<Manifest> list(String group, String kind, String namespace, Map<String, String> query) {
        try {
            Optional<Resource> resource = resources.find(group, group.isEmpty() ? "v1" : "", kind);
            if (resource.isEmpty()) {
                return List.of();
            }
            ApiAnswer answer = api.send(ApiCall.get(resource.get().path(namespace), query));
            var objects = new ArrayList<Manifest>();
            if (answer.succeeded()) {
                answer.body().path("items").forEach(item -> objects.add(manifest(resource.get(), item)));
            }
            return objects;
        } catch (RunFailure e) {
            return List.of();
        }
    }

    private Manifest manifest(Resource resource, JsonNode item) {
        ObjectNode content = ((ObjectNode) item).put("kind", resource.kind());
        return Manifest.of(content.put("apiVersion", resource.apiVersion()), new Origin(api.server(), 0));
    }

    /** What an object of a known kind owns; all that there is to own for one of another kind. */
    private static List<Child> children(Manifest owner) {
        return switch (owner.id().kind()) {
            case "Deployment" -> List.of(REPLICA_SET);
            case "ReplicaSet", "ReplicationController", "DaemonSet", "Job" -> List.of(POD);
            case "StatefulSet" -> List.of(POD, CLAIM);
            case "CronJob" -> List.of(JOB);
            default -> List.of(REPLICA_SET, JOB, POD, CLAIM);
        };
    }

    private static boolean selects(Manifest owner) {
        return switch (owner.id().kind()) {
            case "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job" ->
                owner.id().group().equals("apps") || owner.id().group().equals("batch");
            default -> false;
        };
    }

    private static boolean isControlledBy(Manifest object, String uid) {
        JsonNode owners = object.content().path("metadata").path("ownerReferences");
        return StreamSupport.stream(owners.spliterator(), false)
                .anyMatch(owner -> owner.path("uid").asText().equals(uid)
                        && owner.path("controller").asBoolean());
    }

    private static String uid(Manifest object) {
        return object.content().path("metadata").path("uid").asText("");
    }

    private static String created(Manifest object) {
        return object.content().path("metadata").path("creationTimestamp").asText("");
    }

    /** When an event happened last: its writers fill in different fields. */
    private static String time(Manifest event) {
        for (String path : List.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/firstTimestamp")) {
            String time = event.content().at(path).asText("");
            if (!time.isEmpty() && !time.equals("null")) {
                return time;
            }
        }
        return created(event);
    }

    /** A kind of objects that others own. */
    private record Child(String group, String kind) {}
}
