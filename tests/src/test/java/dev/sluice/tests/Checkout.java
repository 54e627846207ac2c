package dev.sluice.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Sluice's own checkout, and the shared data that stands beside it. */
public final class Checkout {

    private Checkout() {}

    /** The root of the checkout: {@code -Dsluice.root=DIR}, as the scripts say, else the one the JVM was started in. */
    public static Path root() {
        Path directory = Path.of(System.getProperty("sluice.root", "")).toAbsolutePath();
        while (directory != null) {
            if (Files.isRegularFile(directory.resolve("runner/core/pom.xml"))) {
                return directory;
            }
            directory = directory.getParent();
        }
        throw new IllegalStateException(
                "not started in a checkout of Sluice: " + Path.of("").toAbsolutePath());
    }

    /** The folder of conformance areas: {@code -Dsluice.conformance=DIR}, else {@code ../shared/conformance}. */
    public static Path conformance() {
        return shared("sluice.conformance", "conformance");
    }

    /** The folder of sample repositories: {@code -Dsluice.repos=DIR}, else {@code ../shared/repos}. */
    public static Path repositories() {
        return shared("sluice.repos", "repos");
    }

    private static Path shared(String property, String folder) {
        String given = System.getProperty(property, "");
        Path directory = given.isEmpty() ? Path.of("../shared", folder) : Path.of(given);
        return root().resolve(directory).normalize();
    }
}
