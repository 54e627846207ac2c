package dev.sluice.kustomize;

import java.util.regex.Pattern;

/** What keys and values of labels may look like, after {@code validation.go} of Kubernetes' {@code apimachinery}. */
public final class LabelSyntax {

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern PREFIX =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private LabelSyntax() {}

    /**
     * @throws BuildException if no label can have the key
     */
    static String requireKey(String key) {
        if (!isKey(key)) {
            throw new BuildException(
                    "invalid label key \"" + key + "\": a key is a name of letters, digits, '-', '_' and"
                            + " '.', of at most 63 characters, with a DNS name and a slash before it if need be");
        }
        return key;
    }

    /**
     * @throws BuildException if the label cannot have the value
     */
    static String requireValue(String key, String value) {
        if (!isValue(value)) {
            throw new BuildException("invalid label value \"" + value + "\" at key \"" + key + "\": a value is empty or"
                    + " letters, digits, '-', '_' and '.' that begin and end with a letter or digit, at most 63");
        }
        return value;
    }

    /** Whether a label can have the key; so can annotations, in any case, and finalizers. */
    public static boolean isKey(String key) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "x" : key.substring(0, slash);
        return isName(key.substring(slash + 1))
                && prefix.length() <= LONGEST_PREFIX
                && PREFIX.matcher(prefix).matches();
    }

    /** Whether a label can have the value. */
    public static boolean isValue(String value) {
        return value.isEmpty() || isName(value);
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }
}
