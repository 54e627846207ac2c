package dev.sluice.kustomize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The entries of generated objects, from env files, literals and files. After kustomize's {@code api/kv/kv.go}. */
final class KeyValueSources {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** Go's {@code bufio.Scanner} ends at a longer line, and kustomize does not ask it why. */
    private static final int LONGEST_LINE = 64 * 1024 - 1;

    /** Go's {@code unicode.IsSpace}. */
    private static final Pattern LEADING_SPACE = Pattern.compile("^[\\t-\\r \\x{85}\\p{Z}]+");

    private final KustomizationFiles files;
    private final Map<String, byte[]> entries = new TreeMap<>();

    KeyValueSources(KustomizationFiles files) {
        this.files = files;
    }

    /**
     * @param location where the generator is written, for entries that have no line of their own
     * @throws dev.sluice.failure.InvalidInput naming each source that is malformed or missing, and each key that stands
     *     twice; values are never named
     */
    Map<String, byte[]> read(GeneratorArguments arguments, String location) {
        var mistakes = new Mistakes();
        for (Located<String> path : arguments.envs()) {
            mistakes.run(place(path, location), () -> readEnvironment(arguments, path.value()));
        }
        for (Located<String> literal : arguments.literals()) {
            mistakes.run(place(literal, location), () -> readLiteral(arguments, literal.value()));
        }
        for (Located<String> source : arguments.files()) {
            mistakes.run(place(source, location), () -> readFile(arguments, source.value()));
        }
        mistakes.throwIfAny();
        return entries;
    }

    private static String place(Located<String> entry, String location) {
        return entry.location().isEmpty() ? location : entry.location();
    }

    private void readEnvironment(GeneratorArguments arguments, String path) {
        byte[] bytes = files.bytes(path);
        var mistakes = new Mistakes();
        int start = 0;
        for (int line = 1; start <= bytes.length; line++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            ByteBuffer text = ByteBuffer.wrap(bytes, start, end - start);
            boolean first = line == 1;
            mistakes.run(files.display(path) + ":" + line, () -> readLine(arguments, text, first));
            start = end + 1;
        }
        mistakes.throwIfAny();
    }

    private void readLine(GeneratorArguments arguments, ByteBuffer bytes, boolean first) {
        if (bytes.remaining() > LONGEST_LINE) {
            throw new BuildException(
                    "the line is longer than " + LONGEST_LINE + " bytes: kustomize ends here without a word",
                    "put the value into a file of its own, and name that under files");
        }
        String line;
        try {
            line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new BuildException("the line has invalid UTF-8 bytes", "save the file as UTF-8");
        }
        String unmarked = first && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        String ended = unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
        String content = LEADING_SPACE.matcher(ended).replaceFirst("");
        if (content.isEmpty() || content.startsWith("#")) {
            return;
        }
        int equals = content.indexOf('=');
        String key = equals < 0 ? content : content.substring(0, equals);
        if (!key.isEmpty()) {
            put(arguments, key, bytes(equals < 0 ? "" : content.substring(equals + 1)));
        }
    }

    private void readLiteral(GeneratorArguments arguments, String literal) {
        int equals = literal.indexOf('=');
        if (equals < 1) {
            String key = equals < 0 ? literal : "";
            throw new BuildException("invalid literal source of " + arguments.name() + ", expected key=value: "
                    + (key.isEmpty() ? "the key is missing" : "the entry has no '='"));
        }
        put(arguments, literal.substring(0, equals), bytes(withoutQuotes(literal.substring(equals + 1))));
    }

    private static String withoutQuotes(String text) {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            return text;
        }
        boolean quoted = text.charAt(0) == '"' || text.charAt(0) == '\'';
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private void readFile(GeneratorArguments arguments, String source) {
        int equals = source.indexOf('=');
        if (equals < 0) {
            put(arguments, Paths.baseName(source), files.bytes(source));
            return;
        }
        if (source.indexOf('=', equals + 1) >= 0) {
            throw new BuildException("source \"" + source + "\" key name or file path contains '='");
        }
        String key = source.substring(0, equals);
        String path = source.substring(equals + 1);
        if (key.isEmpty()) {
            throw new BuildException("missing key name for file path \"" + path + "\" in source \"" + source + "\"");
        }
        if (path.isEmpty()) {
            throw new BuildException("missing file path for key name \"" + key + "\" in source \"" + source + "\"");
        }
        put(arguments, key, files.bytes(path));
    }

    private void put(GeneratorArguments arguments, String key, byte[] value) {
        if (entries.putIfAbsent(key, value) != null) {
            throw new BuildException("configmap " + arguments.name() + " illegally repeats the key `" + key + "`");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
