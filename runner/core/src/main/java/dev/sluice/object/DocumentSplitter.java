package dev.sluice.object;

import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into documents before any YAML is parsed, as the tools do: at each line that begins with {@code ---},
 * even inside a block scalar. Source of the rules: {@code YAMLReader} in {@code k8s.io/apimachinery/pkg/util/yaml} and
 * {@code splitDocuments} in {@code kyaml/kio/byteio_reader.go}.
 */
final class DocumentSplitter {

    private static final String SEPARATOR = "---";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Dialect dialect;

    DocumentSplitter(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The documents, a blank one before the first separator left out; a bad separator becomes a problem. */
    List<DocumentText> split(String text, String file, List<Problem> problems) {
        String lines = normalized(text);
        var documents = new ArrayList<DocumentText>();
        int start = 0;
        int startLine = 1;
        int line = 1;
        for (int i = 0; i < lines.length(); line++) {
            int end = lines.indexOf('\n', i);
            int next = end < 0 ? lines.length() : end + 1;
            if (lines.startsWith(SEPARATOR, i)) {
                String behind = lines.substring(i + SEPARATOR.length(), next).strip();
                boolean separates = behind.isEmpty() || behind.charAt(0) == '#';
                // kyaml looks for a separator behind a line break only, and leaves the first line to the parser.
                if (!separates && !(dialect.isGoYaml3() && i == 0)) {
                    problems.add(badSeparator(file, line));
                }
                if (separates) {
                    add(documents, new DocumentText(lines.substring(start, i), startLine));
                    start = next;
                    startLine = line + 1;
                }
            }
            i = next;
        }
        var last = new DocumentText(lines.substring(start), startLine);
        if (startLine > 1 || !last.isBlank()) {
            documents.add(last);
        }
        return documents;
    }

    private static void add(List<DocumentText> documents, DocumentText document) {
        if (!documents.isEmpty() || document.line() > 1 || !document.isBlank()) {
            documents.add(document);
        }
    }

    private static Problem badSeparator(String file, int line) {
        return new Problem(
                file + ":" + line,
                "a line that begins with --- separates documents: only a comment may follow",
                "indent the line if it belongs to a text, or put the content of the document on the next line");
    }

    private static String normalized(String text) {
        String marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        return marked.indexOf('\r') < 0 ? marked : marked.replace("\r\n", "\n");
    }
}
