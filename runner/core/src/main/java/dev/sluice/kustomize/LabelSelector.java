package dev.sluice.kustomize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A label selector in the text form of Kubernetes: {@code app=web,tier in (a, b),!debug}. */
public final class LabelSelector {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^\\s=!<>]+)\\s*(==|=|!=|>|<)\\s*([^\\s=!<>]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s=!<>(),]+)");

    /** Tells of a label's value (null where it is missing) whether it is wanted. */
    private interface Test {
        boolean accepts(@Nullable String value);
    }

    /** Answers the value of a label; null where it is missing. */
    @FunctionalInterface
    interface Labels {
        @Nullable
        String value(String key);
    }

    private record Requirement(String key, Test test) {}

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /**
     * The selector that a text means; the empty text selects everything.
     *
     * @throws BuildException if it means none
     */
    static LabelSelector parse(String text) {
        var requirements = new ArrayList<Requirement>();
        if (!text.isBlank()) {
            for (String part : split(text)) {
                requirements.add(requirement(part.strip(), text));
            }
        }
        return new LabelSelector(requirements);
    }

    /** What is wrong with a text that is to be a selector; empty where it is one. */
    public static Optional<String> mistake(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (BuildException e) {
            return Optional.of(e.what());
        }
    }

    boolean matches(Labels labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.test().accepts(labels.value(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    /** Commas inside of parentheses separate values, not requirements. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Requirement requirement(String part, String text) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            String key = LabelSyntax.requireKey(set.group(1));
            Set<String> values = Set.of(Arrays.stream(set.group(3).split(",", -1))
                    .map(value -> LabelSyntax.requireValue(key, value.strip()))
                    .distinct()
                    .toArray(String[]::new));
            boolean in = set.group(2).equals("in");
            return new Requirement(
                    key,
                    value -> in ? value != null && values.contains(value) : value == null || !values.contains(value));
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            String key = LabelSyntax.requireKey(equality.group(1));
            String value = LabelSyntax.requireValue(key, equality.group(3));
            return new Requirement(key, comparison(equality.group(2), value));
        }
        Matcher existence = EXISTENCE.matcher(part);
        if (existence.matches()) {
            boolean wanted = existence.group(1).isEmpty();
            return new Requirement(LabelSyntax.requireKey(existence.group(2)), value -> wanted == (value != null));
        }
        throw new BuildException("unable to parse the label selector '" + text + "' at '" + part + "'");
    }

    private static Test comparison(String operator, String wanted) {
        return switch (operator) {
            case "!=" -> value -> !wanted.equals(value);
            case ">" -> {
                long bound = number(wanted);
                yield value -> isNumber(value) && Long.parseLong(value) > bound;
            }
            case "<" -> {
                long bound = number(wanted);
                yield value -> isNumber(value) && Long.parseLong(value) < bound;
            }
            default -> wanted::equals;
        };
    }

    private static long number(String bound) {
        if (!isNumber(bound)) {
            throw new BuildException(
                    "what a label is compared with by '<' or '>' must be an integer, not '" + bound + "'");
        }
        return Long.parseLong(bound);
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && text.matches("-?\\d{1,18}");
    }
}
