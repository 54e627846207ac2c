package dev.sluice.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The ignore rules of one directory, exactly Flux's (fluxcd/pkg sourceignore, artifact/storage/archive.go). */
public final class SourceIgnore implements SourceFilter {

    private SourceIgnore() {}

    /**
     * The rules of a directory: its {@code .sourceignore} files, then {@code spec.ignore}.
     *
     * @param specIgnore {@code spec.ignore} of the source; null where absent
     */
    public static SourceIgnore of(Path directory, @Nullable String specIgnore) {
        throw new UnsupportedOperationException(directory + " " + specIgnore);
    }

    @Override
    public boolean ignored(String path, boolean directory) {
        throw new UnsupportedOperationException(path);
    }
}
