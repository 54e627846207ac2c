package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys and values of a document that SOPS encrypted, whatever its form; comments are lost. Which tree can be written in
 * which form is what SOPS says ({@code stores}).
 *
 * @param documents more than one in YAML only; what SOPS adds is in {@code sops}
 */
record DocumentTree(List<ObjectNode> documents) {

    private static final String SOPS = "sops";

    DocumentTree {
        documents = List.copyOf(documents);
    }

    /** @throws DecryptionException if the content is not of that form */
    static DocumentTree read(String content, EncryptedFormat format) throws DecryptionException {
        DocumentTree tree =
                switch (format) {
                    case BINARY, JSON, YAML -> yaml(content, format);
                    case DOTENV -> dotenv(content);
                    case INI -> ini(content);
                };
        if (tree.documents.isEmpty()) {
            throw new DecryptionException("failed to load encrypted " + format + " data: sops metadata not found");
        }
        return tree;
    }

    private static DocumentTree yaml(String content, EncryptedFormat format) throws DecryptionException {
        try {
            return new DocumentTree(new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .read(content, "").stream()
                            .filter(document -> document.content().isObject())
                            .map(document -> (ObjectNode) document.content())
                            .toList());
        } catch (InvalidInput e) {
            throw new DecryptionException("failed to load encrypted " + format + " data", e);
        }
    }

    private static DocumentTree dotenv(String content) {
        ObjectNode entries = JsonNodeFactory.instance.objectNode();
        content.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith(SOPS + "_")) {
                entries.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return new DocumentTree(List.of(entries));
    }

    private static DocumentTree ini(String content) {
        ObjectNode sections = JsonNodeFactory.instance.objectNode();
        String section = "DEFAULT";
        for (String written : content.lines().toList()) {
            String line = written.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (equals > 0 && !line.startsWith(";") && !line.startsWith("#")) {
                ObjectNode entries = sections.withObjectProperty(section);
                entries.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new DocumentTree(List.of(sections));
    }

    /** @throws DecryptionException if the form cannot hold such a tree */
    String write(EncryptedFormat format) throws DecryptionException {
        return switch (format) {
            case YAML -> documents.stream().map(YamlWriter::write).collect(Collectors.joining("---\n"));
            case JSON -> first().toString();
            case BINARY -> binary();
            case DOTENV -> entries(first(), "=", format);
            case INI -> ini(format);
        };
    }

    private ObjectNode first() {
        return documents.get(0);
    }

    private String binary() throws DecryptionException {
        if (!first().path("data").isTextual()) {
            throw new DecryptionException(
                    "failed to emit encrypted file as decrypted binary: error emitting binary store:"
                            + " no binary data found in tree");
        }
        return first().path("data").asText();
    }

    private String ini(EncryptedFormat format) throws DecryptionException {
        var text = new StringBuilder();
        for (Map.Entry<String, JsonNode> section : first().properties()) {
            if (!(section.getValue() instanceof ObjectNode values)) {
                throw unfit(section.getKey(), format);
            }
            text.append('[').append(section.getKey()).append("]\n").append(entries(values, " = ", format));
        }
        return text.toString();
    }

    private static String entries(ObjectNode values, String sign, EncryptedFormat format) throws DecryptionException {
        var text = new StringBuilder();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            if (entry.getValue().isContainerNode()) {
                throw unfit(entry.getKey(), format);
            }
            text.append(entry.getKey()).append(sign);
            text.append(entry.getValue().asText().replace("\n", "\\n")).append('\n');
        }
        return text.toString();
    }

    private static DecryptionException unfit(String key, EncryptedFormat format) {
        return new DecryptionException("failed to emit encrypted file as decrypted " + format
                + ": cannot use complex value in " + format + " file; offending key " + key);
    }
}
