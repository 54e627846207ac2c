package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contexts, clusters and users of some kubeconfigs, merged as kubectl does: what comes first counts. */
final class Kubeconfig {

    private final List<KubeconfigFile> files;
    private final Map<String, KubeconfigEntry> contexts;
    private final Map<String, KubeconfigEntry> clusters;
    private final Map<String, KubeconfigEntry> users;

    private Kubeconfig(
            List<KubeconfigFile> files,
            Map<String, KubeconfigEntry> contexts,
            Map<String, KubeconfigEntry> clusters,
            Map<String, KubeconfigEntry> users) {
        this.files = files;
        this.contexts = contexts;
        this.clusters = clusters;
        this.users = users;
    }

    /** @throws InvalidInput if an entry has no name, or is none, naming all of them */
    static Kubeconfig merged(List<KubeconfigFile> files) {
        var problems = new ArrayList<Problem>();
        var merged = new Kubeconfig(
                List.copyOf(files),
                entries(files, "contexts", "context", problems),
                entries(files, "clusters", "cluster", problems),
                entries(files, "users", "user", problems));
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return merged;
    }

    boolean hasContexts() {
        return !contexts.isEmpty();
    }

    /** The names of the contexts, as a list for a message. */
    String contextNames() {
        return contexts.isEmpty() ? "there are no contexts" : "there are: " + String.join(", ", contexts.keySet());
    }

    /** The context of that name, or the current one. */
    KubeconfigEntry context(Optional<String> wanted) {
        if (wanted.isPresent()) {
            return Optional.ofNullable(contexts.get(wanted.get()))
                    .orElseThrow(() -> new InvalidInput(
                            where(), "there is no context " + wanted.get(), "contexts: " + contextNames()));
        }
        for (KubeconfigFile file : files) {
            String current = file.content().path("current-context").asText("");
            if (!current.isEmpty()) {
                String place = file.at(List.of("current-context")).toString();
                return Optional.ofNullable(contexts.get(current))
                        .orElseThrow(() -> new InvalidInput(
                                place, "there is no context " + current, "contexts: " + contextNames()));
            }
        }
        throw new InvalidInput(where(), "there is no current-context", "choose one with --context; " + contextNames());
    }

    /** The cluster that a context names. */
    Optional<KubeconfigEntry> cluster(KubeconfigEntry context) {
        return Optional.ofNullable(clusters.get(context.text("cluster")));
    }

    /** The user that a context names. */
    Optional<KubeconfigEntry> user(KubeconfigEntry context) {
        return Optional.ofNullable(users.get(context.text("user")));
    }

    /** The files, for a message about no line of them. */
    String where() {
        return String.join(
                ", ", files.stream().map(file -> file.path().toString()).toList());
    }

    private static Map<String, KubeconfigEntry> entries(
            List<KubeconfigFile> files, String section, String kind, List<Problem> problems) {
        var entries = new LinkedHashMap<String, KubeconfigEntry>();
        for (KubeconfigFile file : files) {
            JsonNode list = file.content().path(section);
            if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
                problems.add(Problem.of(file.at(List.of(section)).toString(), section + " must be a list"));
                continue;
            }
            for (int i = 0; i < list.size(); i++) {
                List<String> place = List.of(section, String.valueOf(i));
                JsonNode fields = list.get(i).path(kind);
                String name = list.get(i).path("name").asText("");
                if (name.isEmpty()) {
                    problems.add(Problem.of(file.at(place).toString(), "the " + kind + " has no name"));
                } else if (!fields.isObject() && !fields.isMissingNode() && !fields.isNull()) {
                    problems.add(Problem.of(file.at(place).toString(), kind + " must be a mapping"));
                } else {
                    List<String> whole = List.of(section, String.valueOf(i), kind);
                    entries.putIfAbsent(name, new KubeconfigEntry(file, name, whole, fields));
                }
            }
        }
        return entries;
    }
}
