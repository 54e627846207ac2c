package dev.sluice.failure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in the input.
 *
 * @param location where it is: {@code file:line}, a file, an object ({@code Kind/namespace/name}) or an option
 * @param what what is wrong, in one line; lines below it explain it
 * @param hint what to do about it; null where nothing helps
 * @param field the field that is wrong, of the object at the location; empty where the location is all that there is to
 *     know, or is the field's own already
 * @param through the chains of entries that led to the file, each {@code file:line} and the nearest first; empty where
 *     the file itself was asked for
 * @param rule what kind of mistake it is; empty where nobody said
 */
public record Problem(
        String location,
        String what,
        @Nullable String hint,
        Optional<Field> field,
        List<List<String>> through,
        Optional<Rule> rule) {

    /** Bases that each name the next one twice double the chains at each step. */
    static final int MOST_CHAINS = 100;

    private static final Pattern ENTRY = Pattern.compile("(.+):\\d+");

    public Problem {
        requireNonNull(location, "location");
        requireNonNull(what, "what");
        requireNonNull(field, "field");
        requireNonNull(rule, "rule");
        through = through.stream().map(List::copyOf).toList();
    }

    public Problem(String location, String what, @Nullable String hint) {
        this(location, what, hint, Optional.empty(), List.of(), Optional.empty());
    }

    public static Problem of(String location, String what) {
        return new Problem(location, what, null);
    }

    /** The same mistake, about a field of the object at its location. */
    public Problem of(Field wrong) {
        return new Problem(location, what, hint, Optional.of(wrong), through, rule);
    }

    /** The same mistake, of this kind; where somebody nearer to it has said which, that stays. */
    public Problem under(Rule kind) {
        return rule.isPresent() ? this : new Problem(location, what, hint, field, through, Optional.of(kind));
    }

    /** The same mistake at its final place. */
    public Problem at(String place) {
        return new Problem(place, what, hint, Optional.empty(), through, rule);
    }

    /** The same mistake in other words. */
    public Problem saying(String words) {
        return new Problem(location, words, hint, field, through, rule);
    }

    /**
     * The same mistake, seen from the entry that led to its file. A chain says once that it goes through a file, and an
     * entry is a line: others than {@code file:line} add nothing.
     */
    public Problem through(String entry) {
        if (!ENTRY.matcher(entry).matches()) {
            return this;
        }
        List<List<String>> chains = through.isEmpty() ? List.of(List.of()) : through;
        List<List<String>> longer = chains.stream()
                .map(chain -> longer(chain, entry))
                .filter(chain -> !chain.isEmpty())
                .toList();
        return new Problem(location, what, hint, field, longer, rule);
    }

    private List<String> longer(List<String> chain, String entry) {
        String last = chain.isEmpty() ? location : chain.get(chain.size() - 1);
        if (file(last).equals(file(entry))) {
            return chain;
        }
        var longer = new ArrayList<>(chain);
        longer.add(entry);
        return longer;
    }

    private static String file(String location) {
        var entry = ENTRY.matcher(location);
        return entry.matches() ? entry.group(1) : location;
    }

    /** Each mistake once, with the chains that led to it: all of them, up to {@value #MOST_CHAINS}. */
    public static List<Problem> distinct(Collection<Problem> problems) {
        record Mistake(String location, String what, Optional<Field> field) {}
        var distinct = new LinkedHashMap<Mistake, Problem>();
        var chains = new LinkedHashMap<Mistake, LinkedHashSet<List<String>>>();
        for (Problem problem : problems) {
            var mistake = new Mistake(problem.location, problem.what, problem.field);
            distinct.putIfAbsent(mistake, problem);
            chains.computeIfAbsent(mistake, key -> new LinkedHashSet<>()).addAll(problem.through);
        }
        return distinct.entrySet().stream()
                .map(entry -> entry.getValue().withChains(chains.getOrDefault(entry.getKey(), new LinkedHashSet<>())))
                .toList();
    }

    private Problem withChains(Collection<List<String>> chains) {
        return new Problem(
                location, what, hint, field, chains.stream().limit(MOST_CHAINS).toList(), rule);
    }

    /** {@code location: what}, as the user reads it; the hint and the chain are not part of it. */
    @Override
    public String toString() {
        return location.isEmpty() ? what : location + ": " + what;
    }
}
