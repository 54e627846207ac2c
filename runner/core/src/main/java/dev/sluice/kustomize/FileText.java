package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text in a file's bytes. What is plainly something else is called by its name, before a parser stumbles over it. */
final class FileText {

    /** The first bytes of what is laid beside manifests by mistake. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "\u0089PNG", "a PNG image",
            "GIF8", "a GIF image",
            "\u00ff\u00d8\u00ff", "a JPEG image",
            "%PDF-", "a PDF document",
            "PK\u0003\u0004", "a ZIP archive",
            "\u001f\u008b", "gzip data",
            "\u007fELF", "a program");

    /** What is looked at to tell a text with a stray control character from data. */
    private static final int SAMPLE = 1024;

    private FileText() {}

    /**
     * @param file what the file is called in messages
     * @throws InvalidInput if it holds no text
     */
    static String of(byte[] bytes, String file) {
        String begin = new String(bytes, 0, Math.min(bytes.length, SAMPLE), StandardCharsets.ISO_8859_1);
        SIGNATURES.forEach((signature, name) -> {
            if (begin.startsWith(signature)) {
                throw binary(file, "this is " + name + ", not YAML");
            }
        });
        boolean marked = begin.startsWith("\u00ff\u00fe") || begin.startsWith("\u00fe\u00ff");
        if (!marked && begin.indexOf('\0') >= 0) {
            refuseData(begin, file);
        }
        return YamlReader.decode(bytes, file);
    }

    private static void refuseData(String begin, String file) {
        long controls = begin.chars().filter(FileText::isControl).count();
        if (controls * 3 > begin.length() && begin.charAt(0) != begin.charAt(1) && begin.indexOf("\0\0\0") < 0) {
            throw new InvalidInput(file + ":1", "this is UTF-16 without a byte order mark", "save the file as UTF-8");
        }
        if (controls * 20 > begin.length()) {
            throw binary(file, "this is binary data, not YAML");
        }
    }

    private static boolean isControl(int character) {
        return character < ' ' && character != '\n' && character != '\r' && character != '\t';
    }

    private static InvalidInput binary(String file, String what) {
        return new InvalidInput(
                file + ":1", what, "to put a file into a ConfigMap or a Secret, name it under files of a generator");
    }
}
