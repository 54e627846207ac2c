package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OracleTest {

    @ParameterizedTest
    @EnumSource(names = {"KUBERNETES", "KYAML"})
    void readsScalarsAsTheTools(Dialect dialect) {
        List<String> differences = new ArrayList<>();

        for (List<JsonNode> row : OracleTable.rows("scalars.tsv")) {
            compare(dialect, "a:\n  b: " + row.get(0).asText() + "\n", row, differences);
        }

        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"KUBERNETES", "KYAML"})
    void readsDocumentsAsTheTools(Dialect dialect) {
        List<String> differences = new ArrayList<>();

        for (List<JsonNode> row : OracleTable.rows("documents.tsv")) {
            compare(dialect, row.get(0).asText(), row, differences);
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void writesAsTheTools() {
        List<String> differences = new ArrayList<>();

        for (List<JsonNode> row : OracleTable.rows("written.tsv")) {
            String written = YamlWriter.write(row.get(0));
            if (!written.equals(row.get(1).asText())) {
                differences.add(
                        row.get(0) + "\n" + written + "--- not\n" + row.get(1).asText());
            }
        }

        assertThat(differences).isEmpty();
    }

    private static void compare(Dialect dialect, String text, List<JsonNode> row, List<String> differences) {
        JsonNode expected = row.get(dialect == Dialect.KUBERNETES ? 1 : 2);
        JsonNode found = read(dialect, text);
        // This way round: Jackson's numbers equal no node of another class.
        if (!withoutEmpty(found).equals(withoutEmpty(expected))) {
            differences.add(text + " is " + found + ", not " + expected);
        }
    }

    private static JsonNode read(Dialect dialect, String text) {
        Duplicates duplicates = dialect == Dialect.KUBERNETES ? Duplicates.LAST_WINS : Duplicates.REFUSED;
        try {
            ArrayNode documents = JsonNodeFactory.instance.arrayNode();
            new YamlReader(dialect, duplicates)
                    .read(text, "case.yaml")
                    .forEach(document -> documents.add(document.content()));
            var problems = new ArrayList<Problem>();
            WrittenMapping.reread(documents, problems);
            return problems.isEmpty() ? documents : JsonNodeFactory.instance.textNode("error");
        } catch (InvalidInput e) {
            return JsonNodeFactory.instance.textNode("error");
        }
    }

    /** The tools disagree on which empty documents they mention. */
    private static JsonNode withoutEmpty(JsonNode documents) {
        if (!documents.isArray()) {
            return documents;
        }
        ArrayNode full = JsonNodeFactory.instance.arrayNode();
        documents.forEach(document -> {
            if (!document.isNull()) {
                full.add(document);
            }
        });
        return full;
    }
}
