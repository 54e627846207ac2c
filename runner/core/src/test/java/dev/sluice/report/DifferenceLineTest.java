package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceLineTest {

    @Test
    void showsOfALongTextOnlyWhatDiffersAndALittleAround() {
        String before = numbers();
        String after = before.replace("ten\n", "TEN\n").replace("line 11", "LINE 11");

        List<String> lines = lines(Optional.of(before), Optional.of(after));

        assertThat(lines)
                .containsExactly(
                        "  …",
                        "  line 8",
                        "  line 9",
                        "  line 10",
                        "- line 11",
                        "+ LINE 11",
                        "  line 12",
                        "  line 13",
                        "  line 14",
                        "  …");
    }

    @Test
    void showsAnAddedFieldWhole() {
        List<String> lines = lines(Optional.empty(), Optional.of("a: 1\nb: 2\n"));

        assertThat(lines).containsExactly("+ a: 1", "+ b: 2");
    }

    @Test
    void joinsDifferencesThatAreNearEachOther() {
        String before = numbers();
        String after = before.replace("line 2\n", "LINE 2\n").replace("line 5\n", "LINE 5\n");

        List<String> lines = lines(Optional.of(before), Optional.of(after));

        assertThat(lines)
                .containsExactly(
                        "  line 1",
                        "- line 2",
                        "+ LINE 2",
                        "  line 3",
                        "  line 4",
                        "- line 5",
                        "+ LINE 5",
                        "  line 6",
                        "  line 7",
                        "  line 8",
                        "  …");
    }

    private static String numbers() {
        return IntStream.rangeClosed(1, 20).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private static List<String> lines(Optional<String> before, Optional<String> after) {
        return DifferenceLine.of(new RunReport.FieldLine("data.text", before, after)).stream()
                .map(DifferenceLine::toString)
                .toList();
    }
}
