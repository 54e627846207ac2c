package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings as code scanners take them. */
class SarifReportTest {

    private static final Problem MISSING = new Problem(
                    "clusters/dev/my app.yaml:5", "GitRepository/app: spec.interval: is missing", "write one")
            .under(Rule.FLUX_SCHEMA)
            .through("clusters/dev/kustomization.yaml:2");
    private static final Problem CYCLE =
            Problem.of("b.yaml:1", "circular dependency detected: a -> b -> a").under(Rule.CIRCULAR_DEPENDENCY);
    private static final Problem OBJECT = Problem.of("Secret/default/x", "cannot be read");

    @Test
    void isAsTheStandardsSchemaWantsIt() {
        JsonNode log = log(Reports.validated(List.of(MISSING, CYCLE), List.of(OBJECT), List.of(MISSING)));

        assertThat(JsonSchema.sarif().mistakes(log)).isEmpty();
    }

    /** A test of the test: the schema must be able to refuse. */
    @Test
    void theSchemaRefusesWhatIsWrong() {
        ObjectNode log = (ObjectNode) log(Reports.validated(List.of(MISSING), List.of(), List.of()));
        ((ObjectNode) log.at("/runs/0/results/0")).put("level", "fatal").put("more", 1);
        ((ObjectNode) log.at("/runs/0/tool/driver")).remove("name");

        assertThat(JsonSchema.sarif().mistakes(log))
                .extracting(mistake -> mistake.replaceFirst("^(\\S+): (\\S+).*", "$1 $2"))
                .contains("/runs/0/results/0/level enum", "/runs/0/results/0 additionalProperties")
                .contains("/runs/0/tool/driver required");
    }

    @Test
    void placesAFindingInTheWorkspace() {
        JsonNode result =
                log(Reports.validated(List.of(MISSING), List.of(), List.of())).at("/runs/0/results/0");

        assertThat(result.path("ruleId").asText()).isEqualTo("flux-schema");
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.at("/message/text").asText())
                .isEqualTo("GitRepository/app: spec.interval: is missing\nHint: write one");
        assertThat(result.at("/locations/0/physicalLocation").toString())
                .isEqualTo("{\"artifactLocation\":{\"uri\":\"clusters/dev/my%20app.yaml\",\"uriBaseId\":\"%SRCROOT%\"},"
                        + "\"region\":{\"startLine\":5}}");
        assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("clusters/dev/kustomization.yaml");
    }

    @Test
    void namesWhatIsNoFile() {
        JsonNode log = log(Reports.validated(List.of(OBJECT), List.of(), List.of()));

        assertThat(log.at("/runs/0/results/0/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo("Secret/default/x");
        assertThat(log.at("/runs/0/results/0/ruleId").asText()).isEqualTo("problem");
    }

    @Test
    void describesTheRulesThatItNames() {
        JsonNode rules = log(Reports.validated(List.of(MISSING, CYCLE, CYCLE), List.of(), List.of()))
                .at("/runs/0/tool/driver/rules");

        assertThat(rules).hasSize(2);
        assertThat(rules.get(1).path("id").asText()).isEqualTo("circular-dependency");
        assertThat(rules.get(1).at("/help/text").asText()).isEqualTo(Rule.CIRCULAR_DEPENDENCY.help());
    }

    /** So that a scanner knows it again when lines are added above it, and two of one kind apart. */
    @Test
    void keepsTheFingerprintOfWhatMoves() {
        JsonNode here = log(Reports.validated(List.of(CYCLE, CYCLE), List.of(), List.of()));
        JsonNode there = log(Reports.validated(List.of(CYCLE.at("b.yaml:7")), List.of(), List.of()));

        assertThat(fingerprint(there, 0)).isEqualTo(fingerprint(here, 0)).isNotEqualTo(fingerprint(here, 1));
    }

    @Test
    void everyRuleHasAWordAnAnswerAndASentence() {
        assertThat(Rule.values()).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
            assertThat(rule.title()).isNotBlank().doesNotEndWith(".");
            assertThat(rule.help()).endsWith(".");
        });
    }

    private static String fingerprint(JsonNode log, int result) {
        return log.at("/runs/0/results/" + result + "/partialFingerprints").toString();
    }

    private static JsonNode log(RunReport report) {
        try {
            return new ObjectMapper().readTree(new SarifReport().write(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
