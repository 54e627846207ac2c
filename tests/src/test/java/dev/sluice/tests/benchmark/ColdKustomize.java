package dev.sluice.tests.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds in a JVM that has just started, as a user's is. */
final class ColdKustomize {

    /** As {@code ./sluice} starts its JVM: the compiler for short programs, the collector for two processors. */
    private static final List<String> LAUNCHER =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path work;
    private final String classPath;

    /** Archives take classes of jars only. */
    ColdKustomize(Path work) throws IOException {
        this.work = work;
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(
                    Files.isDirectory(Path.of(entry))
                            ? jar(Path.of(entry), work.resolve(entries.size() + ".jar"))
                            : entry);
        }
        this.classPath = String.join(File.pathSeparator, entries);
    }

    /** What a process without options costs. */
    Cost plain(List<KustomizeDirectory> directories) throws IOException, InterruptedException {
        return Cost.of(List.of(command(List.of(), list(directories))));
    }

    /** What a process costs that is started as {@code ./sluice} is, with the archive of a run before it. */
    Cost archived(List<KustomizeDirectory> directories) throws IOException, InterruptedException {
        Path archive = work.resolve("classes.jsa");
        Path list = list(directories);
        if (!Files.exists(archive)) {
            Cost.of(List.of(command(with(LAUNCHER, "-XX:ArchiveClassesAtExit=" + archive), list)));
        }
        return Cost.of(List.of(command(with(LAUNCHER, "-XX:SharedArchiveFile=" + archive), list)));
    }

    /** What a process with a small heap says of itself: the length of the result, milliseconds, the peak of the heap. */
    String limited(KustomizeDirectory directory, String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of("-Xmx" + heap), list(List.of(directory))))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : "";
    }

    private List<String> command(List<String> options, Path list) {
        var command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, KustomizeChild.class.getName(), list.toString()));
        return command;
    }

    private static List<String> with(List<String> options, String more) {
        var all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    private Path list(List<KustomizeDirectory> directories) throws IOException {
        String lines = directories.stream().map(KustomizeDirectory::line).collect(Collectors.joining("\n"));
        return Files.writeString(work.resolve("directories"), lines);
    }

    private static String jar(Path classes, Path file) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, jar);
                jar.closeEntry();
            }
        }
        return file.toString();
    }
}
