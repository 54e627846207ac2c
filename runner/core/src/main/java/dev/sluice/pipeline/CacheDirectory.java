package dev.sluice.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a machine's runs keep what they fetched: in the user's own cache, if nothing else is said. */
public final class CacheDirectory {

    private CacheDirectory() {}

    /**
     * The directory, which need not exist yet.
     *
     * @param given what the user named
     * @param workingDirectory what a relative path starts from
     */
    public static Path of(Optional<Path> given, Path workingDirectory, Map<String, String> environment) {
        return given.map(workingDirectory::resolve).orElseGet(() -> {
            String base = environment.getOrDefault("XDG_CACHE_HOME", "");
            Path parent = base.isEmpty()
                    ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")), ".cache")
                    : Path.of(base);
            return parent.resolve("sluice");
        });
    }
}
