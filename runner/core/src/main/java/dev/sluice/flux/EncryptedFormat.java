package dev.sluice.flux;

import java.util.List;
import java.util.Optional;

/** The forms in which SOPS keeps a document, as kustomize-controller tells them apart ({@code decryptor.go}). */
public enum EncryptedFormat {
    /** Any bytes; encrypted, they are the field {@code data} of a JSON document. */
    BINARY("binary", "\"mac\": \"ENC["),
    DOTENV("dotenv", "sops_mac=ENC["),
    INI("INI", "[sops]"),
    JSON("JSON", "\"mac\": \"ENC["),
    YAML("YAML", "mac: ENC[");

    /**
     * The order in which content is looked at. The original looks in any order, and a text may bear several marks: what
     * marks an INI file may stand in any text.
     */
    private static final List<EncryptedFormat> MOST_CERTAIN_FIRST = List.of(JSON, DOTENV, YAML, INI);

    private final String word;
    private final String mark;

    EncryptedFormat(String word, String mark) {
        this.word = word;
        this.mark = mark;
    }

    /** What a file of this name holds, by the end of its name: whatever is not known is binary. */
    static EncryptedFormat ofPath(String path) {
        if (path.endsWith(".dockerconfigjson") || path.endsWith(".json")) {
            return JSON;
        }
        if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            return YAML;
        }
        if (path.endsWith(".env")) {
            return DOTENV;
        }
        return path.endsWith(".ini") ? INI : BINARY;
    }

    /** The form of a content that SOPS encrypted; empty where nothing shows that it did. */
    static Optional<EncryptedFormat> ofContent(String content) {
        return MOST_CERTAIN_FIRST.stream()
                .filter(format -> format.marks(content))
                .findFirst();
    }

    /** Whether a content of this form is encrypted. */
    boolean marks(String content) {
        return content.contains(mark);
    }

    /** As SOPS calls it in messages. */
    @Override
    public String toString() {
        return word;
    }
}
