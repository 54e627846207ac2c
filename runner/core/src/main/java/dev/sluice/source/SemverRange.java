package dev.sluice.source;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sluice.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of versions as Masterminds/semver v3.5.0 reads it (constraints.go): {@code 1.x}, {@code >=1.0 <2.0},
 * {@code ~1.2 || ^3}, {@code 1.0 - 2.0}. Pre-releases are in it only where the range names one.
 */
public final class SemverRange {

    private static final int MAX_BYTES = 512;
    private static final int MAX_ALTERNATIVES = 32;

    private static final String VERSION = "v?([0-9|x|X|\\*]+)(\\.[0-9|x|X|\\*]+)?(\\.[0-9|x|X|\\*]+)?"
            + "(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?";
    private static final String OPERATORS = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
    private static final Pattern CONSTRAINT = Pattern.compile("^\\s*(" + OPERATORS + ")\\s*(" + VERSION + ")\\s*$");
    private static final Pattern HYPHEN_RANGE = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final Pattern FIND_CONSTRAINT = Pattern.compile("(" + OPERATORS + ")\\s*(" + VERSION + ")");
    private static final Pattern VALID = Pattern.compile("^(\\s*(" + OPERATORS + ")\\s*(" + VERSION
            + ")\\s*)((?:\\s+|,\\s*)(" + OPERATORS + ")\\s*(" + VERSION + ")\\s*)*$");

    private final String text;
    private final List<Alternative> alternatives;

    private SemverRange(String text, List<Alternative> alternatives) {
        this.text = text;
        this.alternatives = List.copyOf(alternatives);
    }

    /** Comparisons that must all hold; {@code prereleases}: whether one of them names a pre-release. */
    private record Alternative(List<SemverConstraint> constraints, boolean prereleases) {

        boolean allows(SemanticVersion version) {
            return constraints.stream().allMatch(constraint -> constraint.allows(version, prereleases));
        }
    }

    /**
     * Reads a range.
     *
     * @param location what the range belongs to, for the message of an {@link InvalidInput}
     */
    public static SemverRange parse(String location, String range) {
        if (range.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid(location, "constraint string is too long (max 512 bytes)");
        }
        String[] parts = withoutHyphens(range).split("\\|\\|", -1);
        if (parts.length > MAX_ALTERNATIVES) {
            throw invalid(location, "too many constraint groups (max 32)");
        }
        var alternatives = new ArrayList<Alternative>();
        for (String part : parts) {
            alternatives.add(alternative(location, part));
        }
        return new SemverRange(range, alternatives);
    }

    /** Whether a version is in the range. */
    public boolean contains(SemanticVersion version) {
        return alternatives.stream().anyMatch(alternative -> alternative.allows(version));
    }

    /** The range as it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static Alternative alternative(String location, String text) {
        if (!VALID.matcher(text).find()) {
            throw improper(location, text);
        }
        var constraints = new ArrayList<SemverConstraint>();
        Matcher found = FIND_CONSTRAINT.matcher(text);
        while (found.find()) {
            constraints.add(constraint(location, found.group()));
        }
        boolean prereleases =
                constraints.stream().anyMatch(constraint -> constraint.version().isPrerelease());
        return new Alternative(List.copyOf(constraints), prereleases);
    }

    private static SemverConstraint constraint(String location, String text) {
        Matcher matcher = CONSTRAINT.matcher(text);
        if (!matcher.find()) {
            throw improper(location, text);
        }
        String major = orEmpty(matcher.group(3));
        String minor = orEmpty(matcher.group(4));
        String prerelease = orEmpty(matcher.group(6));
        var operator = SemverConstraint.Operator.of(orEmpty(matcher.group(1)));
        if (isAny(major)) {
            return new SemverConstraint(operator, version(location, "0.0.0" + prerelease), true, false, false);
        }
        if (isAny(minor)) {
            return new SemverConstraint(operator, version(location, major + ".0.0" + prerelease), true, true, false);
        }
        if (isAny(orEmpty(matcher.group(5)))) {
            String rest = major + minor + ".0" + prerelease;
            return new SemverConstraint(operator, version(location, rest), true, false, true);
        }
        return new SemverConstraint(operator, version(location, orEmpty(matcher.group(2))), false, false, false);
    }

    private static SemanticVersion version(String location, String text) {
        return SemanticVersion.parse(text).orElseThrow(() -> invalid(location, "constraint parser error"));
    }

    /** {@code 1.0 - 2.0} says {@code >= 1.0, <= 2.0}. */
    private static String withoutHyphens(String range) {
        Matcher matcher = HYPHEN_RANGE.matcher(range);
        String result = range;
        while (matcher.find()) {
            String written = matcher.group();
            int start = result.indexOf(written);
            if (start >= 0) {
                result = result.substring(0, start)
                        + ">= " + matcher.group(1) + ", <= " + matcher.group(11) + " "
                        + result.substring(start + written.length());
            }
        }
        return result;
    }

    private static boolean isAny(String part) {
        String number = part.startsWith(".") ? part.substring(1) : part;
        return number.isEmpty() || number.equals("x") || number.equals("X") || number.equals("*");
    }

    private static InvalidInput improper(String location, String text) {
        return invalid(
                location, "improper constraint: \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    private static InvalidInput invalid(String location, String why) {
        return new InvalidInput(location, "semver parse error: " + why, "write a range such as 1.x or >=1.0.0 <2.0.0");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
