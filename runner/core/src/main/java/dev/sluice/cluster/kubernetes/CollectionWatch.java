package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.kubernetes.KubernetesWatch.Group;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Observes objects of one kind in one namespace, on a thread of its own: lists, then follows what changes. */
final class CollectionWatch implements AutoCloseable {

    private static final int PAGE_SIZE = 500;
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Api api;
    private final Resources resources;
    private final Group group;
    private final Map<String, ObjectId> wanted = new LinkedHashMap<>();
    private final Telling telling;
    private final Thread thread;

    /** How many watches in a row ended without an event, whether they were listed anew in between or not. */
    private int idle;

    private final CountDownLatch closed = new CountDownLatch(1);

    CollectionWatch(Api api, Resources resources, Group group, Set<ObjectId> wanted, Telling telling) {
        this.api = api;
        this.resources = resources;
        this.group = group;
        wanted.forEach(id -> this.wanted.put(id.name(), id));
        this.telling = telling;
        this.thread = new Thread(this::run, "sluice-watch-" + group.kind());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            int unknown = 0;
            while (!isClosed()) {
                Optional<Resource> resource = resources.find(group.group(), group.version(), group.kind());
                if (resource.isPresent()) {
                    unknown = 0;
                    observe(resource.get());
                } else {
                    wanted.values().forEach(telling::tellAbsent);
                    pause(unknown++);
                    resources.refresh();
                }
            }
        } catch (RunFailure e) {
            telling.fail(e);
        } catch (RuntimeException e) {
            // Nobody would hear of it: the run would wait for nothing until its time is over.
            telling.fail(new TransientFailure(
                    group.kind(),
                    "it cannot be observed any more: " + e.getClass().getName(),
                    e));
        }
    }

    /** Lists, and follows until a new list is needed. */
    private void observe(Resource resource) {
        var absent = new HashSet<>(wanted.values());
        ApiAnswer list = new PagedList(PAGE_SIZE, page -> api.send(ApiCall.get(resource.path(group.namespace()), page)))
                .collect(selector(), () -> absent, (left, item) -> seen(resource, item)
                        .ifPresent(left::remove))
                .last();
        if (isForbidden(list.status())) {
            poll(resource);
            return;
        }
        if (list.isNotFound()) {
            // The kind is gone, or its server is.
            wanted.values().forEach(telling::tellAbsent);
            pause(3);
            resources.refresh();
            return;
        }
        if (!list.succeeded()) {
            throw new Rejected(
                    resource.plural() + (group.namespace().isEmpty() ? "" : " in " + group.namespace()),
                    "list failed: " + list.message());
        }
        absent.forEach(telling::tellAbsent);
        follow(resource, list.body().path("metadata").path("resourceVersion").asText());
    }

    private void follow(Resource resource, String listed) {
        String version = listed;
        while (!isClosed()) {
            var stream = new WatchStream(version, event -> changed(resource, event));
            int status = stream.follow(api, resource.path(group.namespace()), selector(), closed);
            version = stream.version();
            if (isForbidden(status)) {
                poll(resource);
                return;
            }
            idle = stream.received() ? 0 : idle + 1;
            // What cannot be resumed is listed anew; a list also finds out whether the server is there at all.
            boolean broken = stream.hasFailed() || (status != 200 && (status != 0 || idle > 3));
            if (idle > 0) {
                pause(idle - 1);
            }
            if (broken) {
                return;
            }
        }
    }

    private void changed(Resource resource, JsonNode event) {
        JsonNode object = event.path("object");
        if (event.path("type").asText().equals("DELETED")) {
            idOf(resource, object).ifPresent(telling::tellAbsent);
        } else {
            seen(resource, object);
        }
    }

    private Optional<ObjectId> seen(Resource resource, JsonNode object) {
        Optional<ObjectId> id = idOf(resource, object);
        id.ifPresent(found -> telling.tell(found, manifest(resource, object)));
        return id;
    }

    /** Objects of no namespace may be written with one: the server takes it away. */
    private Optional<ObjectId> idOf(Resource resource, JsonNode object) {
        return Optional.ofNullable(
                        wanted.get(object.path("metadata").path("name").asText()))
                .filter(id -> !resource.namespaced()
                        || id.namespace()
                                .equals(object.path("metadata")
                                        .path("namespace")
                                        .asText()));
    }

    // The items of a list do not say what they are.
    private Manifest manifest(Resource resource, JsonNode object) {
        ObjectNode content = ((ObjectNode) object).put("kind", resource.kind());
        return Manifest.of(content.put("apiVersion", resource.apiVersion()), new Origin(api.server(), 0));
    }

    /** Where watching is forbidden, asking again and again may be allowed. */
    private void poll(Resource resource) {
        while (!isClosed()) {
            for (ObjectId id : wanted.values()) {
                ApiAnswer answer = api.send(ApiCall.get(resource.path(id)));
                if (answer.succeeded()) {
                    telling.tell(id, manifest(resource, answer.body()));
                } else if (answer.isNotFound()) {
                    telling.tellAbsent(id);
                } else {
                    throw new Rejected(
                            id.toString(),
                            "it cannot be observed: " + answer.message(),
                            "allow get, list and watch on " + resource.plural(),
                            null);
                }
            }
            pause(POLL);
        }
    }

    private static boolean isForbidden(int status) {
        return status == 403 || status == 405;
    }

    /** A server filters by a name much cheaper than we do. */
    private Map<String, String> selector() {
        return wanted.size() == 1
                ? Map.of(
                        "fieldSelector",
                        "metadata.name=" + wanted.keySet().iterator().next())
                : Map.of();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(int times) {
        Duration pause = Duration.ofMillis(100L << Math.min(times, 10));
        pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private void pause(Duration pause) {
        try {
            // Ends early where the watch is closed.
            boolean ignored = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
