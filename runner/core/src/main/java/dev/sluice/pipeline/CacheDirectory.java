package dev.sluice.pipeline;

import java.nio.file.Path;
import java.util.Map;

/** Where fetched sources are kept when nobody says where: {@code $XDG_CACHE_HOME/sluice}, else {@code ~/.cache/sluice}. */
public final class CacheDirectory {

    private CacheDirectory() {}

    /** The directory for a process with this environment; it need not exist yet. */
    public static Path of(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path parent = base.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")), ".cache")
                : Path.of(base);
        return parent.resolve("sluice");
    }
}
