package dev.sluice.kustomize;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one object so far: what it was called, what its name got, and what its generator said. After the
 * annotations of kustomize's {@code api/internal/utils/annotations.go}.
 */
final class History {

    /** Something that the object was called before a transformer changed it. */
    record Former(String name, String namespace, String kind) {}

    private final List<Former> formers = new ArrayList<>(0);
    private final List<String> prefixes = new ArrayList<>(0);
    private final List<String> suffixes = new ArrayList<>(0);
    private @Nullable Behavior behavior;
    private boolean hashNeeded;

    /** Forgets everything. */
    void clear() {
        takeOver(new History());
    }

    /** Becomes that of another object. */
    void takeOver(History other) {
        formers.clear();
        formers.addAll(other.formers);
        prefixes.clear();
        prefixes.addAll(other.prefixes);
        suffixes.clear();
        suffixes.addAll(other.suffixes);
        behavior = other.behavior;
        hashNeeded = other.hashNeeded;
    }

    boolean isEmpty() {
        return formers.isEmpty() && prefixes.isEmpty() && suffixes.isEmpty() && behavior == null && !hashNeeded;
    }

    /** What the object was called, the first first. */
    List<Former> formers() {
        return Collections.unmodifiableList(formers);
    }

    void add(Former former) {
        // Each patch remembers; which id it was says as much as how often.
        if (!formers.contains(former)) {
            formers.add(former);
        }
    }

    /** What was put in front of the name, the first first. */
    List<String> prefixes() {
        return List.copyOf(prefixes);
    }

    void addPrefix(String prefix) {
        prefixes.add(prefix);
    }

    /** What was put behind the name, the first first. */
    List<String> suffixes() {
        return List.copyOf(suffixes);
    }

    void addSuffix(String suffix) {
        suffixes.add(suffix);
    }

    /** Whether both went through the same prefixes and suffixes, as far as the shorter way goes. */
    boolean sameAffixes(History other, boolean emptyMatches) {
        return sameEnding(prefixes, other.prefixes, emptyMatches) && sameEnding(suffixes, other.suffixes, emptyMatches);
    }

    private static boolean sameEnding(List<String> one, List<String> other, boolean emptyMatches) {
        if (one.isEmpty() || other.isEmpty()) {
            return emptyMatches || (one.isEmpty() && other.isEmpty());
        }
        int shared = Math.min(one.size(), other.size());
        return one.subList(one.size() - shared, one.size()).equals(other.subList(other.size() - shared, other.size()));
    }

    Behavior behavior() {
        return behavior == null ? Behavior.UNSPECIFIED : behavior;
    }

    void setBehavior(Behavior wanted) {
        behavior = wanted;
    }

    boolean hashNeeded() {
        return hashNeeded;
    }

    void setHashNeeded(boolean needed) {
        hashNeeded = needed;
    }

    /** All of it as Kustomize writes it down, by the names of its annotations. */
    Map<String, String> notes() {
        var notes = new TreeMap<String, String>();
        if (!formers.isEmpty()) {
            notes.put("previousNames", formers.stream().map(Former::name).collect(joining(",")));
            notes.put(
                    "previousNamespaces",
                    formers.stream().map(Former::namespace).collect(joining(",")));
            notes.put("previousKinds", formers.stream().map(Former::kind).collect(joining(",")));
        }
        if (!prefixes.isEmpty()) {
            notes.put("prefixes", String.join(",", prefixes));
        }
        if (!suffixes.isEmpty()) {
            notes.put("suffixes", String.join(",", suffixes));
        }
        if (hashNeeded) {
            notes.put("needsHashSuffix", "enabled");
        }
        if (behavior != null) {
            notes.put("generatorBehavior", behavior.name().toLowerCase(Locale.ROOT));
        }
        return notes;
    }
}
