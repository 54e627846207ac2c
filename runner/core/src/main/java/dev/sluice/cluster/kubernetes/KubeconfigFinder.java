package dev.sluice.cluster.kubernetes;

import dev.sluice.failure.InvalidInput;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where kubectl would look for its configuration: the option, {@code KUBECONFIG}, the home directory. */
final class KubeconfigFinder {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final ConnectionOptions options;

    KubeconfigFinder(ConnectionOptions options) {
        this.options = options;
    }

    /**
     * What is configured; empty where that is nothing, as in {@code /dev/null}.
     *
     * @throws InvalidInput if a file that is named is missing, or any is broken
     */
    Optional<Kubeconfig> find() {
        var files = new ArrayList<KubeconfigFile>();
        for (Path path : paths()) {
            KubeconfigFile.read(path).ifPresent(files::add);
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(Kubeconfig.merged(files));
    }

    /** Whether a file is named by somebody, if only to say that there is none. */
    boolean isNamed() {
        return options.kubeconfig().isPresent() || !variable("KUBECONFIG").isEmpty();
    }

    private List<Path> paths() {
        if (options.kubeconfig().isPresent()) {
            return List.of(options.directory().resolve(options.kubeconfig().get()));
        }
        if (!variable("KUBECONFIG").isEmpty()) {
            return ofVariable();
        }
        if (variable("HOME").isEmpty()) {
            return List.of();
        }
        Path home =
                options.directory().resolve(variable("HOME")).resolve(".kube").resolve("config");
        return Files.exists(home) ? List.of(home) : List.of();
    }

    // As kubectl, a list may name files that are not there; but not such files only.
    private List<Path> ofVariable() {
        List<Path> named = SEPARATOR
                .splitAsStream(variable("KUBECONFIG"))
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(options.directory()::resolve)
                .toList();
        List<Path> there = named.stream().filter(Files::exists).toList();
        if (there.isEmpty() && !named.isEmpty()) {
            throw new InvalidInput(named.get(0).toString(), "KUBECONFIG names it, but there is no such file");
        }
        return there;
    }

    private String variable(String name) {
        return options.environment().getOrDefault(name, "");
    }
}
