package dev.sluice.validate;

import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunProgress;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A workspace that a test writes, and its validation as a run does it, from the entry {@code clusters/dev}. */
final class ValidationScene {

    /** Lines of a Deployment with one container, below {@code kind: Deployment} in line 2. */
    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: web
                    image: registry.test/web:1@sha256:0123456789012345678901234567890123456789012345678901234567890123
            """;

    private final Path directory;

    ValidationScene(Path directory) {
        this.directory = directory.resolve("workspace");
    }

    /** A Kustomization of this workspace; what is added begins in line 9. */
    static String unit(String name, String path, String more) {
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  path: %s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  %s
                """.formatted(name, path, more);
    }

    /** A HelmRelease of the HelmRepository {@code charts}; what is added begins in line 6. */
    static String release(String name, String more) {
        return """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: %s, namespace: default}
                spec:
                  interval: 10m
                  %s
                  chart:
                    spec:
                      chart: app
                      version: 1.x
                      sourceRef: {kind: HelmRepository, name: charts}
                """.formatted(name, more);
    }

    static String repository() {
        return """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmRepository
                metadata: {name: charts, namespace: default}
                spec: {interval: 1h, url: "https://charts.invalid"}
                """;
    }

    ValidationScene file(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path directory() {
        return directory;
    }

    Validated validate() {
        return validate(request -> request);
    }

    Validated validate(UnaryOperator<RunRequest.Builder> more) {
        RunRequest.Builder builder = RunRequest.builder(Command.VALIDATE, directory)
                .workspace(directory)
                .entries(List.of("clusters/dev"))
                .cache(directory.resolveSibling("cache"));
        RunRequest request = more.apply(builder).build();
        var clock = Clock.systemUTC();
        var progress = new RunProgress(request, clock);
        try (var stages =
                Stages.of(request, RunListener.NONE, CancelSignal.never(), clock, progress, Optional.empty())) {
            return stages.source()
                    .andThen(stages.artifact())
                    .andThen(stages.render())
                    .andThen(stages.validate())
                    .apply(request);
        }
    }

    /** Findings of one rule, whatever their level: {@code level location: what}. */
    List<String> findings(Rule rule) {
        Validated validated = validate();
        return Stream.of(
                        lines("error", validated.errors(), rule),
                        lines("warning", validated.warnings(), rule),
                        lines("note", validated.notes(), rule))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> lines(String level, List<Problem> problems, Rule rule) {
        return problems.stream()
                .filter(problem -> problem.rule().filter(rule::equals).isPresent())
                .map(problem -> level + " " + problem)
                .toList();
    }

    static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
