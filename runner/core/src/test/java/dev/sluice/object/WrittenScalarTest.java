package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenScalarTest {

    private static JsonNode scalar(String written) {
        return new YamlReader(Dialect.KYAML, Duplicates.REFUSED)
                .read("value: " + written, "test")
                .get(0)
                .content()
                .path("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "0644", "1_000", "True", "~", "Null", "2024-01-01", "1e20", "10_000_000_000", ""})
    void aScalarKnowsItsSpelling(String written) {
        assertThat(WrittenScalar.text(scalar(written))).isEqualTo(written);
    }

    @Test
    void aScalarIsEqualToAnyOtherOfItsValue() {
        assertThat(scalar("0x10")).isEqualTo(IntNode.valueOf(16));
        assertThat(scalar("\"web\"")).isEqualTo(TextNode.valueOf("web"));
    }

    @Test
    void whatTakesThePlaceOfAQuotedTextIsAText() {
        assertThat(WrittenScalar.set(scalar("\"80\""), scalar("8_080"))).isEqualTo(TextNode.valueOf("8_080"));
    }

    @Test
    void whatTakesThePlaceOfAPlainTextKeepsItsType() {
        assertThat(WrittenScalar.set(scalar("web"), scalar("80"))).isEqualTo(IntNode.valueOf(80));
    }

    @Test
    void aTextLosesItsQuotesInThePlaceOfANumber() {
        JsonNode unquoted = WrittenScalar.set(scalar("1"), scalar("\"80\""));

        assertThat(unquoted).isEqualTo(TextNode.valueOf("80"));
        assertThat(WrittenScalar.set(unquoted, scalar("2"))).isEqualTo(IntNode.valueOf(2));
    }
}
