package dev.sluice.tests.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that build kustomizations and are at hand on this machine. */
final class KustomizePrograms {

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    private KustomizePrograms() {}

    /** The commands, by what they are called in the table. */
    static Map<String, List<String>> atHand() throws IOException {
        var commands = new LinkedHashMap<String, List<String>>();
        kustomize().ifPresent(program -> commands.put("kustomize build", List.of(program.toString(), "build")));
        controlPlane()
                .ifPresent(program ->
                        commands.put("kubectl kustomize", List.of(program.toString(), "kubectl", "kustomize")));
        return commands;
    }

    /** {@code -Dsluice.kustomize=PATH}, else the one on the PATH, else the one that Go installed. */
    static Optional<Path> kustomize() {
        var places = new ArrayList<Path>();
        String given = System.getProperty("sluice.kustomize", "");
        if (!given.isEmpty()) {
            places.add(Path.of(given));
        }
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(directory, "kustomize"));
        }
        places.add(HOME.resolve("go/bin/kustomize"));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    /** The test cluster's program, which is kubectl, too. */
    private static Optional<Path> controlPlane() throws IOException {
        Path images = HOME.resolve(".cache/sluice/test-cluster");
        if (!Files.isDirectory(images)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(images)) {
            return entries.map(image -> image.resolve("control-plane"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** What it costs to build each directory in a process of its own, one after the other. */
    static Cost each(List<String> program, List<KustomizeDirectory> directories)
            throws IOException, InterruptedException {
        var commands = new ArrayList<List<String>>();
        for (KustomizeDirectory directory : directories) {
            var command = new ArrayList<>(program);
            command.add(directory.path().toString());
            // kubectl knows no order.
            if (!program.contains("kubectl")) {
                command.addAll(directory.flags());
            }
            commands.add(command);
        }
        return Cost.of(commands);
    }
}
