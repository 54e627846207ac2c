package dev.sluice.tests.plugin;

import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Builds of projects that have the plugin, by a Maven of the test's choice, with a local repository of their own. */
final class MavenBuilds {

    private static Optional<MavenBuilds> installed = Optional.empty();

    private final LocalRepository repository;

    private MavenBuilds(LocalRepository repository) {
        this.repository = repository;
    }

    /** What a build printed, and its exit code. */
    record Build(int exitCode, String output) {}

    /**
     * Builds that have the plugin installed; empty, with a line that says so, where it is not packaged. It is installed
     * once: another class that installed it anew would take the repository from under a build of the first.
     */
    static synchronized Optional<MavenBuilds> withThePlugin() throws IOException {
        if (installed.isEmpty()) {
            installed = install();
        }
        return installed;
    }

    private static Optional<MavenBuilds> install() throws IOException {
        Path users =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Optional<LocalRepository> repository =
                LocalRepository.in(Checkout.root().resolve("tests/target/plugin-repository"), users);
        if (repository.isEmpty()) {
            System.out.println("The plugin is not packaged: builds with it are left out (mvn verify).");
        }
        return repository.map(MavenBuilds::new);
    }

    /** A project that has the plugin, with a configuration of it in XML. */
    static String project(String configuration) throws IOException {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>test</groupId>
                  <artifactId>shop</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>dev.sluice</groupId>
                        <artifactId>gitops-maven-plugin</artifactId>
                        <version>%s</version>
                        <configuration>%s</configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(LocalRepository.version(), configuration);
    }

    Build run(String version, Path project, String... arguments) throws IOException, InterruptedException {
        Path home = Checkout.root().resolve("tests/target/mavens/apache-maven-" + version);
        var command = new ArrayList<>(List.of("/bin/sh", home.resolve("bin/mvn").toString(), "-B", "-o"));
        command.addAll(repository.arguments());
        command.addAll(List.of(arguments));
        Path log = project.resolve("build.log");
        var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8");
        builder.environment().put("MAVEN_SKIP_RC", "true");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("MAVEN_HOME");
        builder.environment().remove("MAVEN_ARGS");
        Process process = builder.redirectOutput(log.toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Build(process.waitFor(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
