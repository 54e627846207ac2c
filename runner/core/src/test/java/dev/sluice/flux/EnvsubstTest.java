package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flux's dialect is not Bash's. The table is that of flux-semantics.md, section 1.4. [doc≠code]: the original's README
 * claims {@code ${v-x}}; the parser refuses it.
 */
class EnvsubstTest {

    private static final Map<String, String> VARIABLES =
            Map.of("v", "hello", "e", "", "path", "/usr/local/lib/a.tar.gz", "u", "ümlaut", "s", "a.b.c", "n", "123");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "$v|$v",
                "$${v}|${v}",
                "$$v|$v",
                "$$$${v}|$${v}",
                "$(v)|$(v)",
                "100$|100$",
                "{{ ${v} }}|{{ hello }}",
                "\\${v}|\\hello",
                "${e=x}|x",
                "${e:=x}|x",
                "${e:-x}|x",
                "${missing:+alt}|alt",
                "${v:+alt}|hello",
                "${missing:?err}|err",
                "${#u}|7",
                "${v:1}|ello",
                "${v:1:2}|el",
                "${v:10}|``",
                "${v: -2}|hello",
                "${v^}|Hello",
                "${v^^}|HELLO",
                "${u^}|Ümlaut",
                "${path#*/}|usr/local/lib/a.tar.gz",
                "${path##*/}|a.tar.gz",
                "${path%.*}|/usr/local/lib/a.tar",
                "${path%%.*}|/usr/local/lib/a",
                "${s/./-}|a-b.c",
                "${s//./-}|a-b-c",
                "${v/l/}|helo",
                "${v/h*o/X}|hello",
                "${v/#he/X}|Xllo",
                "${v/%lo/X}|helX",
                "${path/\\//_}|_usr/local/lib/a.tar.gz",
                "${missing:-$v}|$v",
                "${missing:-${missing:-deep}}|deep",
                "${missing:-$${v}}|$hello",
                "${missing:-a b c}|a b c",
                "${missing:-http://x/y}|http://x/y",
                "${missing:-a}b}|ab}",
                "${missing:-{}}|{}",
                "${missing:= x }| x ",
                "${v:=x:y}|hello"
            })
    void trap2ReplacesAsFluxDoes(String template, String expected) throws Envsubst.SyntaxException {
        assertThat(evaluated(template, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${v-x}",
                "${missing-x}",
                "${v^^^}",
                "${v#}",
                "${v%%}",
                "${v/l}",
                "${v//l}",
                "${v/}",
                "${}",
                "${",
                "${ v }",
                "${!v}",
                "${v.x}",
                "${v[0]}",
                "${v@Q}",
                "${v v}",
                "${v",
                "${v:0:-1}"
            })
    void refusesWhatFluxRefuses(String template) {
        assertThatThrownBy(() -> evaluated(template, false)).isInstanceOf(Envsubst.SyntaxException.class);
    }

    @Test
    void cutsBytesNotCharacters() throws Envsubst.SyntaxException {
        byte[] template = "${u:1}".getBytes(StandardCharsets.UTF_8);

        byte[] output = Envsubst.parse(template).evaluate(VARIABLES, false).output();

        assertThat(output[0]).isEqualTo((byte) 0xBC);
    }

    @Test
    void findsEveryUndefinedVariableAtOnce() throws Envsubst.SyntaxException {
        byte[] template = "${a} ${b:-x} ${c^^} ${e} ${a}".getBytes(StandardCharsets.UTF_8);

        Envsubst.Result result = Envsubst.parse(template).evaluate(VARIABLES, true);

        assertThat(result.undefined()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void refusesExpressionsThatAreNestedWithoutEnd() {
        String template = "${a:-".repeat(100_000);

        assertThatThrownBy(() -> evaluated(template, false)).isInstanceOf(Envsubst.SyntaxException.class);
    }

    private static String evaluated(String template, boolean strict) throws Envsubst.SyntaxException {
        byte[] output = Envsubst.parse(template.getBytes(StandardCharsets.UTF_8))
                .evaluate(VARIABLES, strict)
                .output();
        return new String(output, StandardCharsets.UTF_8);
    }
}
