package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadYamlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "a:\\n\\tb: 1          | 2 | tab        | indent with spaces",
                "a: {{ .x }}           | 1 | key        | {{",
                "a: b: c               | 1 | mapping values | quote a text",
                "a:\\n  b: 1\\n c: 2    | 3 | <block end> | check the indentation",
                "a: \"b\\nc: 1         | 2 | end of stream | close the quote",
                "a: \"\\q\"            | 1 | escape     | backslash",
                "a: @b                 | 1 | '@'        | quote the text",
                "a: *b                 | 1 | alias *b   | define &b",
                "h: *.example.org      | 1 | unexpected character | quote the text",
                "a: 1\\nb\\nc: 2       | 3 | ':'        | colon",
                "a: [1, 2\\nb: 3       | 2 | ','        | bracket",
                "a: [b:, c]            | 1 | colon      | quote the text",
                "a: &x [*x]            | 1 | itself     | ^^",
                "%YAML 1.1\\n---\\na: 1 | 1 | document start | remove the directive",
                "a: 1\\n---b\\nc: 1    | 2 | only a comment | indent the line",
                "a: 1\\n...\\nb: 2     | 3 | document start | put ---",
                "a: 1\\nb: \u0007x     | 2 | U+0007     | escape",
                "a: .nan               | 1 | no finite number | quote",
                "a: !!int b            | 1 | !!int      | ^^",
                "~: 1                  | 1 | key is null | quote the key",
                "a: 1\\n<<: 2          | 2 | merge key  | quote",
            })
    void saysWhereAndWhatAndWhatToDo(String escaped, int line, String what, String hint) {
        String text = escaped.replace("\\n", "\n").replace("\\t", "\t");

        InvalidInput failure = refusal(text);

        Problem problem = failure.problems().get(0);
        assertThat(problem.location()).isEqualTo("app.yaml:" + line);
        assertThat(problem.what()).containsIgnoringCase(what);
        assertThat(String.valueOf(problem.hint())).contains(hint == null ? "" : hint);
    }

    @Test
    void findsTheMistakesOfAllDocuments() {
        InvalidInput failure = refusal("a: b: c\n---\nok: 1\n---\nd: 'e\n");

        assertThat(failure.problems()).extracting(Problem::location).containsExactly("app.yaml:1", "app.yaml:5");
    }

    @Test
    void refusesAnAliasBomb() {
        String bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> String.format("a%d: &a%d [%s]%n", i, i, ("*a" + (i - 1) + ",").repeat(9)))
                        .collect(Collectors.joining());

        InvalidInput failure = refusal(bomb);

        assertThat(failure.problems().get(0).location()).isEqualTo("app.yaml:4");
        assertThat(failure).hasMessageContaining("aliases expand the document");
    }

    @ParameterizedTest
    @CsvSource({"[", "'- '", "'{a: '", "'{\"a\":'"})
    void refusesWhatIsNestedTooDeep(String opening) {
        InvalidInput failure = refusal(opening.repeat(50_000));

        assertThat(failure).hasMessage("app.yaml:1: nested deeper than 500 levels");
    }

    @Test
    void refusesAWordThatWouldTakeTheParserMinutes() {
        InvalidInput failure = refusal("a: " + "x".repeat(5_000_000));

        assertThat(failure).hasMessage("app.yaml:1: the document holds a word of millions of characters");
    }

    @Test
    void repeatsNoValue() {
        InvalidInput failure =
                refusal("password: 'hunter2\nuser: x\n---\ntoken: hunter2: x\n---\nkey: !!int hunter2\n");

        assertThat(failure.getMessage() + failure.problems()).doesNotContain("hunter2");
    }

    private static InvalidInput refusal(String text) {
        var reader = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED);
        return catchThrowableOfType(InvalidInput.class, () -> reader.read(text, "app.yaml"));
    }
}
