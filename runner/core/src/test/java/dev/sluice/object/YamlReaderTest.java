package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

    private static final YamlReader STRICT = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED);

    @Test
    void namesTheLineOfEveryDocumentsFirstContent() {
        String text = """
                # head

                a: 1
                ---

                # second
                b: 2
                --- # third
                """;

        List<YamlDocument> documents = STRICT.read(text, "app.yaml");

        assertThat(documents)
                .extracting(document -> document.origin() + " " + document.content())
                .containsExactly("app.yaml:3 {\"a\":1}", "app.yaml:7 {\"b\":2}", "app.yaml:9 null");
    }

    @Test
    void readsANumberOfAnyLength() {
        var document = STRICT.read("." + "1_".repeat(20_000) + "1", "app.yaml").get(0);

        assertThat(document.content().isNumber()).isTrue();
    }

    @Test
    void foldsBlanksAroundOldLineBreaksInOneGo() {
        String blanks = " ".repeat(300_000);

        var document = STRICT.read("'a" + blanks + "b \u2028 \u2029c \u0085" + blanks + "d'", "app.yaml")
                .get(0);

        assertThat(document.content().asText()).isEqualTo("a" + blanks + "b\u2028\u2029c d");
    }

    @Test
    void findsNoDocumentInAnEmptyText() {
        List<YamlDocument> documents = STRICT.read("\n# nothing\n", "app.yaml");

        assertThat(documents).isEmpty();
    }

    @Test
    void refusesEveryDuplicateKeyWithBothLines() {
        String text = """
                a: 1
                b:
                  c: 1
                  c: 2
                a: 2
                ---
                x: 1
                'x': 2
                """;

        InvalidInput failure = catchThrowableOfType(InvalidInput.class, () -> STRICT.read(text, "app.yaml"));

        assertThat(failure.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "app.yaml:4: duplicate key \"c\", first at line 3",
                        "app.yaml:5: duplicate key \"a\", first at line 1",
                        "app.yaml:8: duplicate key \"x\", first at line 7");
    }

    @Test
    void takesTheLastOfDuplicateKeysWithAWarningWhereItIsTold() {
        var reader = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS);

        YamlDocument document = reader.read("a: 1\nb: 2\na: 3\n", "values.yaml").get(0);

        assertThat(document.content()).hasToString("{\"a\":3,\"b\":2}");
        assertThat(document.warnings())
                .containsExactly(
                        Problem.of("values.yaml:3", "duplicate key \"a\", first at line 1; the last one counts"));
    }

    @Test
    void takesNoMergedKeyForADuplicate() {
        String text = """
                base: &base {image: a, port: 80}
                app:
                  <<: *base
                  port: 81
                """;

        YamlDocument document = STRICT.read(text, "app.yaml").get(0);

        assertThat(document.content().path("app")).hasToString("{\"image\":\"a\",\"port\":81}");
    }

    @Test
    void copiesWhatAnAliasStandsFor() {
        var content = STRICT.read("a: &a {b: 1}\nc: *a\n", "app.yaml").get(0).content();

        assertThat(content.path("c")).isEqualTo(content.path("a")).isNotSameAs(content.path("a"));
    }

    @Test
    void readsJsonObjectsThatFollowEachOther() {
        List<YamlDocument> documents = STRICT.read("{\"a\": 1.0}\n{\"b\":\n\t2}", "live.json");

        assertThat(documents)
                .extracting(document -> document.origin() + " " + document.content())
                .containsExactly("live.json:1 {\"a\":1}", "live.json:2 {\"b\":2}");
    }

    @Test
    void refusesADuplicateKeyInJson() {
        InvalidInput failure = catchThrowableOfType(
                InvalidInput.class, () -> STRICT.read("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "app.json"));

        assertThat(failure).hasMessage("app.json:3: duplicate key \"a\", first at line 1");
    }

    @Test
    void decodesUtf16WhereAMarkSaysSo() {
        byte[] bytes = "\ufeffa: \u00e9".getBytes(StandardCharsets.UTF_16LE);

        String text = YamlReader.decode(bytes, "app.yaml");

        assertThat(STRICT.read(text, "app.yaml").get(0).content()).hasToString("{\"a\":\"\u00e9\"}");
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] bytes = "a: 1\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        InvalidInput failure = catchThrowableOfType(InvalidInput.class, () -> YamlReader.decode(bytes, "app.yaml"));

        assertThat(failure).hasMessage("app.yaml:2: this is no text in UTF-8: byte 0xE9 at offset 8");
    }

    @Test
    void endsNoBlockThatTheFileDoesNotEnd() {
        var content = STRICT.read("a: |\n  b", "app.yaml").get(0).content();

        assertThat(content.path("a").asText()).isEqualTo("b");
    }
}
