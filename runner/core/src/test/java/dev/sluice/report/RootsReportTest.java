package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.Problem;
import org.junit.jupiter.api.Test;

/** A run that was about several roots, in every form. */
class RootsReportTest {

    private static final Problem OF_ALL = Problem.of("base/a.yaml:1", "old");
    private static final Problem OF_ONE = new Problem("clusters/prod/a.yaml:1", "no kind", "write one");
    private static final RunReport REPORT = Reports.ofRoots(OF_ALL, OF_ONE);

    @Test
    void textTellsEachMistakeOnceAndEndsWithATable() {
        String text = new TextReport(false).write(REPORT);

        assertThat(text).isEqualTo("""
                Warnings
                  base/a.yaml:1: old
                    in both roots

                Problems
                  clusters/prod/a.yaml:1: no kind
                    in the root clusters/prod
                    hint: write one

                ROOT           UNITS  OBJECTS  VERDICT  TOOK  MESSAGE
                clusters/dev   1      4        done     1.2s  4 objects rendered
                clusters/prod  0      0        invalid  1.2s  1 problem

                ✗ invalid in 2.3s: 1 of 2 roots failed
                """);
    }

    @Test
    void markdownHasATableAndASectionEach() {
        String markdown = new MarkdownReport().write(REPORT);

        assertThat(markdown)
                .startsWith("### render `2 roots`: invalid\n")
                .contains("- clusters/prod/a.yaml:1: no kind, in the root clusters/prod (write one)\n")
                .contains("""
                        | Root | Units | Objects | Verdict | Took | Message |
                        | --- | --- | --- | --- | --- | --- |
                        | clusters/dev | 1 | 4 | done | 1.2s | 4 objects rendered |
                        | clusters/prod | 0 | 0 | invalid | 1.2s | 1 problem |

                        <details><summary><code>clusters/dev</code>: done</summary>
                        """)
                .containsOnlyOnce("no kind")
                .contains("| flux-system/flux-system | master@sha1:4f9ab1c2 | Unknown |  |");
    }

    @Test
    void htmlHasATableAndASectionEach() {
        String page = new HtmlReport().write(REPORT);

        assertThat(page)
                .contains("<title>render 2 roots</title>", "<h2>2 roots</h2>")
                .contains("<tr><td>clusters/dev</td><td>1</td><td>4</td><td>done</td>")
                .contains("<details><summary><code>clusters/prod</code>: invalid</summary>")
                .containsOnlyOnce("no kind");
    }

    @Test
    void jsonHasTheReportOfEachRootAndWhomAMistakeConcerns() throws Exception {
        JsonNode json = new ObjectMapper().readTree(new JsonReport().write(REPORT));

        assertThat(json.at("/warnings/0/roots").toString()).isEqualTo("[\"clusters/dev\",\"clusters/prod\"]");
        assertThat(json.at("/problems/0/roots").toString()).isEqualTo("[\"clusters/prod\"]");
        assertThat(json.at("/roots/1/entry").asText()).isEqualTo("clusters/prod");
        assertThat(json.at("/roots/1/exitCode").asInt()).isEqualTo(3);
        assertThat(json.at("/roots/0/units").size()).isEqualTo(1);
        assertThat(json.at("/roots/0").fieldNames()).toIterable().containsExactlyElementsOf(json::fieldNames);
    }
}
