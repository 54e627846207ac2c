package dev.sluice.tests.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/** Something that builds. */
interface Program extends AutoCloseable {

    /** Builds the case whose files lie in a directory. */
    Outcome build(FuzzCase one, Path root) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
