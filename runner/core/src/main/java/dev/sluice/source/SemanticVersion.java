package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version as Masterminds/semver v3.5.0 reads it (version.go): parts may be missing, a {@code v} may stand before it,
 * and numbers may start with zeros.
 *
 * @param major unsigned, as all three numbers
 * @param prerelease without its hyphen; empty where there is none
 * @param metadata without its plus sign; empty where there is none
 * @param original the text it was read from
 */
public record SemanticVersion(long major, long minor, long patch, String prerelease, String metadata, String original) {

    /** By precedence: build metadata does not count, so that versions that differ may be equal here. */
    public static final Comparator<SemanticVersion> PRECEDENCE = SemanticVersion::precedence;

    private static final int MAX_BYTES = 256;
    private static final Pattern FORM = Pattern.compile("^v?([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?"
            + "(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?$");

    public SemanticVersion {
        requireNonNull(prerelease, "prerelease");
        requireNonNull(metadata, "metadata");
        requireNonNull(original, "original");
    }

    /** The version of a text; empty where it is none. */
    public static Optional<SemanticVersion> parse(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String prerelease = orEmpty(matcher.group(5));
        if (hasNumberWithLeadingZero(prerelease)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SemanticVersion(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    prerelease,
                    orEmpty(matcher.group(8)),
                    text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    /** Whether the other version has the same precedence. */
    public boolean sameAs(SemanticVersion other) {
        return precedence(this, other) == 0;
    }

    /** Whether this version comes before the other. */
    public boolean isBefore(SemanticVersion other) {
        return precedence(this, other) < 0;
    }

    /** The precedence of two pre-release texts, as {@code comparePrerelease} of Masterminds has it. */
    static int comparePrereleases(String left, String right) {
        String[] lefts = left.split("\\.", -1);
        String[] rights = right.split("\\.", -1);
        for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
            int order = compareParts(i < lefts.length ? lefts[i] : "", i < rights.length ? rights[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int precedence(SemanticVersion left, SemanticVersion right) {
        int order = Long.compareUnsigned(left.major, right.major);
        if (order == 0) {
            order = Long.compareUnsigned(left.minor, right.minor);
        }
        if (order == 0) {
            order = Long.compareUnsigned(left.patch, right.patch);
        }
        if (order != 0 || left.prerelease.equals(right.prerelease)) {
            return order;
        }
        if (left.prerelease.isEmpty()) {
            return 1;
        }
        if (right.prerelease.isEmpty()) {
            return -1;
        }
        return comparePrereleases(left.prerelease, right.prerelease);
    }

    private static int compareParts(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        if (left.isEmpty()) {
            return -1;
        }
        if (right.isEmpty()) {
            return 1;
        }
        Optional<Long> leftNumber = unsigned(left);
        Optional<Long> rightNumber = unsigned(right);
        if (leftNumber.isPresent() && rightNumber.isPresent()) {
            return Long.compareUnsigned(leftNumber.get(), rightNumber.get()) > 0 ? 1 : -1;
        }
        if (leftNumber.isPresent()) {
            return -1;
        }
        if (rightNumber.isPresent()) {
            return 1;
        }
        return left.compareTo(right) > 0 ? 1 : -1;
    }

    /** The number of a text of digits; a number of more than 64 bits counts as a word. */
    private static Optional<Long> unsigned(String text) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean hasNumberWithLeadingZero(String prerelease) {
        for (String part : prerelease.split("\\.", -1)) {
            if (part.length() > 1 && part.charAt(0) == '0' && part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return true;
            }
        }
        return false;
    }

    private static long number(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        return Long.parseUnsignedLong(text.startsWith(".") ? text.substring(1) : text);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
