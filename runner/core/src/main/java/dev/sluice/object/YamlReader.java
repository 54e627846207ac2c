package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads YAML (and so JSON) texts as the tools of the Kubernetes world do. Numbers are what Go's JSON leaves of them:
 * {@code 1.0} is the integer 1. Content that stands behind an alias or a merge key is copied, never shared.
 */
public final class YamlReader {

    static final String MERGE_KEY = "<<";

    private final Dialect dialect;
    private final Duplicates duplicates;

    public YamlReader(Dialect dialect, Duplicates duplicates) {
        this.dialect = requireNonNull(dialect, "dialect");
        this.duplicates = requireNonNull(duplicates, "duplicates");
    }

    /**
     * The text in the bytes of a file: UTF-8, or UTF-16 where a byte order mark says so, as go-yaml decides
     * ({@code yaml_parser_determine_encoding} in {@code readerc.go}).
     *
     * @throws InvalidInput if it is neither, naming the line
     */
    public static String decode(byte[] bytes, String file) {
        boolean marked = bytes.length >= 2;
        boolean littleEndian = marked && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        boolean bigEndian = marked && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        Charset encoding = littleEndian || bigEndian ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            return encoding.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < input.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            String what = "this is no text in " + encoding + ": " + culprit(bytes, input.position());
            var problem = new Problem(file + ":" + line, what, "save the file as UTF-8");
            throw new InvalidInput(List.of(problem), e);
        }
    }

    private static String culprit(byte[] bytes, int offset) {
        return offset < bytes.length
                ? String.format("byte 0x%02X at offset %d", bytes[offset], offset)
                : "it ends in the middle of a character";
    }

    /** What a text is where it stands without quotes: a text, or what it looks like. */
    public static JsonNode plainScalar(String text, Dialect dialect) {
        JsonNode value = PlainScalars.resolve(text, dialect).value();
        if (value == null) {
            return JsonNodeFactory.instance.textNode(text);
        }
        return dialect.isGoYaml3() ? WrittenScalar.spelled(value, text) : value;
    }

    /** Whether a text is still itself where it stands as a key without quotes. */
    public static boolean isPlainKey(String text, Dialect dialect) {
        return !PlainScalars.isTyped(text, dialect) && !text.equals(MERGE_KEY);
    }

    /**
     * All documents of a text, empty ones too.
     *
     * @param file what the text is called in messages
     * @throws InvalidInput with every mistake that was found, each with its line
     */
    public List<YamlDocument> read(String text, String file) {
        Optional<List<YamlDocument>> json = new JsonComposer(dialect, duplicates).compose(text, file);
        if (json.isPresent()) {
            return json.get();
        }
        var problems = new ArrayList<Problem>();
        var documents = new ArrayList<YamlDocument>();
        for (DocumentText document : new DocumentSplitter(dialect).split(text, file, problems)) {
            var findings = new Findings(file, document.line(), duplicates);
            read(document, findings).ifPresent(documents::add);
            problems.addAll(findings.problems());
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return documents;
    }

    private Optional<YamlDocument> read(DocumentText document, Findings findings) {
        if (document.isBlank()) {
            return Optional.of(new YamlDocument(NullNode.getInstance(), findings.at(0), List.of()));
        }
        if (document.hasEndlessWord()) {
            findings.problem(
                    0, "the document holds a word of millions of characters", "no API server takes such an object");
            return Optional.empty();
        }
        return new NodeComposer(dialect, findings, QuotedEscapes.repaired(document.text())).compose();
    }
}
