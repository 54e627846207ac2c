package dev.sluice.apply;

import dev.sluice.apply.Readiness.NotReady;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inspection;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.cluster.status.StatusReader;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Explains why objects are not ready: by what they say of themselves, by their events, and by what they own, down to the
 * last lines that a container wrote.
 */
final class Diagnosis {

    private static final int MOST_OBJECTS = 5;
    private static final int MOST_CHILDREN = 3;
    private static final int LOG_LINES = 10;
    /** Deployment, ReplicaSet, Pod: whoever owns more than that is no workload of Kubernetes. */
    private static final int DEEPEST = 3;

    private final Requests requests;
    private final StatusReader reader;

    Diagnosis(Requests requests, Clock clock) {
        this.requests = requests;
        this.reader = new StatusReader(clock);
    }

    /** A message about objects that are not ready with, below it, why they are not. */
    String explained(String message, Cluster cluster, Readiness readiness) {
        var lines = new ArrayList<String>(List.of(message));
        lines.addAll(explain(cluster, readiness.told()));
        return String.join("\n", lines);
    }

    /** Lines below the failure that names the objects, indented. What cannot be found out is left out. */
    private List<String> explain(Cluster cluster, List<NotReady> objects) {
        Inspection inspection = cluster.inspection();
        List<NotReady> first = objects.stream().limit(MOST_OBJECTS).toList();
        var lines = new ArrayList<String>();
        requests.all(first, object -> explain(object, inspection)).forEach(lines::addAll);
        if (objects.size() > first.size()) {
            lines.add("and " + (objects.size() - first.size()) + " more");
        }
        return lines.stream().map(line -> "  " + line).toList();
    }

    private List<String> explain(NotReady object, Inspection inspection) {
        var lines = new ArrayList<String>();
        String status = object.status().map(Diagnosis::text).orElse("nothing was heard of it");
        lines.add(object.id() + ": " + status);
        try {
            object.live().ifPresent(live -> below(details(live, inspection, DEEPEST), lines));
        } catch (RunFailure e) {
            // The failure that is being explained counts, not that it cannot be explained.
            return lines;
        }
        return lines;
    }

    private static String text(ObjectStatus status) {
        String message = status.message().lines().findFirst().orElse("");
        return message.isEmpty() ? status.status().toString() : status.status() + ": " + message;
    }

    private List<String> details(Manifest object, Inspection inspection, int depth) {
        var lines = new ArrayList<>(Symptoms.deletion(object));
        lines.addAll(Symptoms.conditions(object));
        if (isPod(object)) {
            for (Symptoms.Container container : Symptoms.containers(object)) {
                lines.add(container.text());
                below(log(object, container, inspection), lines);
            }
        }
        lines.addAll(Symptoms.warnings(inspection.events(object)));
        if (!isPod(object) && depth > 1) {
            for (Manifest child : toBlame(inspection.owned(object))) {
                lines.addAll(ofChild(child, inspection, depth - 1));
            }
        }
        return lines;
    }

    /** A child that says nothing itself, as a ReplicaSet mostly does, is not worth a line. */
    private List<String> ofChild(Manifest child, Inspection inspection, int depth) {
        List<String> details = details(child, inspection, depth);
        boolean onlyPods =
                details.stream().filter(line -> !line.startsWith(" ")).allMatch(line -> line.startsWith("Pod/"));
        if (!isPod(child) && onlyPods) {
            return details;
        }
        var lines = new ArrayList<String>();
        lines.add(child.id() + ": " + text(reader.of(child.content())));
        below(details, lines);
        return lines;
    }

    /** The newest ReplicaSet or Job, and of the Pods and volume claims those that are not as they should. */
    private List<Manifest> toBlame(List<Manifest> owned) {
        Predicate<Manifest> isTemplate = object ->
                object.id().kind().equals("ReplicaSet") || object.id().kind().equals("Job");
        Stream<Manifest> newest = owned.stream().filter(isTemplate).limit(1);
        Stream<Manifest> unready = owned.stream()
                .filter(isTemplate.negate())
                .filter(object -> !Symptoms.containers(object).isEmpty()
                        || reader.of(object.content()).status() != Status.CURRENT)
                .limit(MOST_CHILDREN);
        return Stream.concat(newest, unready).toList();
    }

    /** Of the run that crashed, where there was one. */
    private static List<String> log(Manifest pod, Symptoms.Container container, Inspection inspection) {
        if (!container.hasRun()) {
            return List.of();
        }
        List<String> log = inspection.logTail(pod, container.name(), LOG_LINES, container.hasRestarted());
        if (log.isEmpty() && container.hasRestarted()) {
            log = inspection.logTail(pod, container.name(), LOG_LINES, false);
        }
        return log.stream().map(line -> "| " + Symptoms.cut(line)).toList();
    }

    private static boolean isPod(Manifest object) {
        return object.id().kind().equals("Pod") && object.id().group().isEmpty();
    }

    private static void below(List<String> details, List<String> lines) {
        details.forEach(line -> lines.add("  " + line));
    }
}
