package dev.sluice.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every area of {@link Areas#ALL} as a test. An area is whole: all of its cases pass. One that is not yet has a floor in
 * {@code conformance.properties}, the number of cases that have to pass; it only ever rises.
 */
class ConformanceTest {

    private final Properties floors = floors();

    @TestFactory
    Stream<DynamicTest> passes() {
        return Areas.ALL.stream().map(area -> dynamicTest(area.name(), () -> check(area)));
    }

    @Test
    void everyFloorBelongsToAnArea() {
        List<String> areas = Areas.ALL.stream().map(Area::name).toList();

        assertThat(areas).containsAll(floors.stringPropertyNames());
    }

    private void check(Area area) throws IOException, InterruptedException {
        Path directory = Conformance.defaultDirectory(area.name());
        if (!Files.isDirectory(directory)) {
            System.out.println("conformance " + area.name() + ": not tried, there is no data in " + directory);
            return;
        }
        Results results = CaseRunner.onAllCores().run(area.cases(directory));
        System.out.println("conformance " + area.name() + ": " + results.summary());
        String floor = floors.getProperty(area.name());
        if (floor == null) {
            assertThat(results.failed()).extracting(Result::failLine).isEmpty();
        } else {
            assertThat(results.passedCount())
                    .describedAs(
                            "cases that pass in %s (its floor; rerun: tests/conformance %s)", directory, area.name())
                    .isGreaterThanOrEqualTo(Integer.parseInt(floor));
        }
        assertThat(results.all()).isNotEmpty();
    }

    private static Properties floors() {
        var floors = new Properties();
        try (InputStream file =
                Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("conformance.properties"))) {
            floors.load(file);
        } catch (IOException e) {
            throw new IllegalStateException("conformance.properties cannot be read", e);
        }
        return floors;
    }
}
