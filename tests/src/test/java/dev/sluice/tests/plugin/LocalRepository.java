package dev.sluice.tests.plugin;

import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local Maven repository for one test, which holds this build of the plugin and shares everything else with the user's:
 * the plugin is tried as if it were installed, and nothing of it is left behind.
 */
final class LocalRepository {

    private static final String GROUP = "sluice";
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>sluice</artifactId>\\s*<version>([^<]+)</version>");

    /** The plugin and what it needs of ours: where each is built. */
    private static final Map<String, String> MODULES = Map.of(
            "sluice-core", "runner/core",
            "sluice-pipeline-templates", "pipeline-templates",
            "sluice-camel-routes", "camel-routes",
            "gitops-maven-plugin", "maven-plugin");

    private final Path directory;

    private LocalRepository(Path directory) {
        this.directory = directory;
    }

    /**
     * The repository in a directory, made anew; empty where the plugin is not packaged ({@code mvn test} packages nothing).
     *
     * @param users the user's local repository
     */
    static Optional<LocalRepository> in(Path directory, Path users) throws IOException {
        Path root = Checkout.root();
        String version = version();
        if (!MODULES.entrySet().stream()
                .allMatch(module -> Files.exists(jar(root, module.getValue(), module.getKey(), version)))) {
            return Optional.empty();
        }
        clear(directory);
        share(users, Files.createDirectories(directory), "dev");
        share(users.resolve("dev"), Files.createDirectories(directory.resolve("dev")), GROUP);
        Path group = directory.resolve("dev").resolve(GROUP);
        install(group, "sluice", version, "pom", root.resolve("pom.xml"));
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            install(
                    group,
                    module.getKey(),
                    version,
                    "pom",
                    root.resolve(module.getValue()).resolve("pom.xml"));
            install(group, module.getKey(), version, "jar", jar(root, module.getValue(), module.getKey(), version));
        }
        return Optional.of(new LocalRepository(directory));
    }

    /** The version of this build. */
    static String version() throws IOException {
        Matcher found = VERSION.matcher(Files.readString(Checkout.root().resolve("pom.xml")));
        if (!found.find()) {
            throw new IllegalStateException("pom.xml names no version");
        }
        return found.group(1);
    }

    /** What makes a Maven use it. */
    List<String> arguments() {
        return List.of("-Dmaven.repo.local=" + directory);
    }

    private static Path jar(Path root, String module, String artifact, String version) {
        return root.resolve(module).resolve("target").resolve(artifact + "-" + version + ".jar");
    }

    /** Removes links and what is ours; what links lead to stays. */
    private static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Links to everything but one directory, which is to be ours. */
    private static void share(Path from, Path to, String except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(except)) {
                    Files.createSymbolicLink(to.resolve(name), entry.toAbsolutePath());
                }
            }
        }
    }

    private static void install(Path group, String artifact, String version, String type, Path file)
            throws IOException {
        Path directory = Files.createDirectories(group.resolve(artifact).resolve(version));
        Files.copy(file, directory.resolve(artifact + "-" + version + "." + type));
    }
}
