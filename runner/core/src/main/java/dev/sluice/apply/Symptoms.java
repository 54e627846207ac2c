package dev.sluice.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What objects say of themselves that is not as it should be, as lines. */
final class Symptoms {

    /** Nobody can know what of a log is secret; long lines are cut so that no whole document gets into a report. */
    private static final int LONGEST_LINE = 200;

    private static final int MOST_EVENTS = 5;
    /** Conditions that are bad when they are true. */
    private static final Set<String> ALARMS = Set.of(
            "Failed",
            "FailureTarget",
            "Stalled",
            "Degraded",
            "ReplicaFailure",
            "DisruptionTarget",
            "Suspended",
            // Of a Namespace that is being deleted.
            "NamespaceDeletionDiscoveryFailure",
            "NamespaceDeletionGroupVersionParsingFailure",
            "NamespaceDeletionContentFailure",
            "NamespaceContentRemaining",
            "NamespaceFinalizersRemaining");
    /** What these say of a Pod stands in its containers' states. */
    private static final Set<String> REPEATED =
            Set.of("Ready", "ContainersReady", "Initialized", "PodReadyToStartContainers");

    /**
     * A container that is not as it should be.
     *
     * @param text how it is, in one line
     * @param hasRun whether it can have written a log
     * @param hasRestarted whether a run of it ended before the present one
     */
    record Container(String name, String text, boolean hasRun, boolean hasRestarted) {}

    private Symptoms() {}

    /** {@code being deleted since 2026-01-01T00:00:00Z, held by the finalizer …}. */
    static List<String> deletion(Manifest object) {
        JsonNode metadata = object.content().path("metadata");
        if (!metadata.has("deletionTimestamp")) {
            return List.of();
        }
        var line = new StringBuilder(
                "being deleted since " + metadata.path("deletionTimestamp").asText());
        metadata.path("finalizers")
                .forEach(finalizer -> line.append(", held by the finalizer ").append(finalizer.asText()));
        return List.of(cut(line.toString()));
    }

    /** {@code condition Available is False: MinimumReplicasUnavailable: …}. */
    static List<String> conditions(Manifest object) {
        boolean pod = object.id().kind().equals("Pod");
        var lines = new ArrayList<String>();
        for (JsonNode condition : object.content().path("status").path("conditions")) {
            String type = condition.path("type").asText();
            String status = condition.path("status").asText();
            boolean good = ALARMS.contains(type) != status.equals("True");
            if (!good && !(pod && REPEATED.contains(type))) {
                lines.add(cut("condition " + type + " is " + status + because(condition)));
            }
        }
        return lines;
    }

    /** {@code Warning BackOff (5 times): …}: the last few, each once, the newest last. */
    static List<String> warnings(List<Manifest> events) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Manifest event : events) {
            JsonNode content = event.content();
            if (content.path("type").asText().equals("Warning")) {
                String text = content.path("reason").asText() + "\n" + oneLine(eventMessage(content));
                long count = counts.containsKey(text) ? counts.get(text) : 0;
                counts.remove(text);
                counts.put(text, count + times(content));
            }
        }
        return counts.entrySet().stream()
                .skip(Math.max(0, counts.size() - MOST_EVENTS))
                .map(entry -> warning(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String warning(String text, long count) {
        String times = count > 1 ? " (" + count + " times)" : "";
        return cut("Warning " + text.replace("\n", times + ": "));
    }

    private static String eventMessage(JsonNode event) {
        String message = event.path("message").asText();
        return message.isEmpty() ? event.path("note").asText() : message;
    }

    private static long times(JsonNode event) {
        long series = event.path("series").path("count").asLong();
        return Math.max(1, Math.max(series, event.path("count").asLong()));
    }

    /** The containers of a Pod that are not as they should be. */
    static List<Container> containers(Manifest pod) {
        JsonNode status = pod.content().path("status");
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> StreamSupport.stream(status.path(field).spliterator(), false))
                .filter(container -> !isFine(container))
                .map(Symptoms::container)
                .toList();
    }

    private static boolean isFine(JsonNode container) {
        JsonNode ended = container.path("state").path("terminated");
        return ended.isMissingNode()
                ? container.path("ready").asBoolean()
                : ended.path("exitCode").asInt() == 0;
    }

    private static Container container(JsonNode container) {
        String name = container.path("name").asText();
        JsonNode state = container.path("state");
        JsonNode last = container.path("lastState").path("terminated");
        var text = new StringBuilder("container " + name + " ");
        if (state.has("waiting")) {
            // How long it backs off is of less use than how it ended, and the line is short.
            JsonNode waiting = state.path("waiting");
            text.append("waits")
                    .append(last.isObject() ? ": " + waiting.path("reason").asText() : because(waiting));
        } else if (state.has("terminated")) {
            text.append(ended(state.path("terminated")));
        } else {
            text.append(state.has("running") ? "runs, but is not ready" : "has not started");
        }
        if (last.isObject()) {
            text.append("; the run before ").append(ended(last));
        }
        int restarts = container.path("restartCount").asInt();
        if (restarts > 0) {
            text.append("; restarted ").append(restarts == 1 ? "once" : restarts + " times");
        }
        boolean hasRun = last.isObject() || state.has("terminated") || state.has("running");
        return new Container(name, cut(text.toString()), hasRun, last.isObject() && !state.has("terminated"));
    }

    private static String ended(JsonNode terminated) {
        String signal = terminated.path("signal").asInt() > 0
                ? ", signal " + terminated.path("signal").asInt()
                : "";
        return "ended with exit code " + terminated.path("exitCode").asInt() + signal + because(terminated);
    }

    /** {@code : Reason: message}, as far as there are any. */
    private static String because(JsonNode of) {
        var text = new StringBuilder();
        for (String field : List.of("reason", "message")) {
            String value = of.path(field).asText();
            if (!value.isEmpty()) {
                text.append(": ").append(oneLine(value));
            }
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** A line of bounded length, without anything that would act on a terminal. */
    static String cut(String line) {
        String clean = line.replaceAll("\\p{Cntrl}(\\[[0-9;]*[A-Za-z])?", " ").stripTrailing();
        return clean.length() > LONGEST_LINE ? clean.substring(0, LONGEST_LINE) + "…" : clean;
    }
}
