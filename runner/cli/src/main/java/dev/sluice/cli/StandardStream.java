package dev.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One of the process's own streams. It is UTF-8 whatever the locale says: containers and CI jobs often have none, and
 * files are UTF-8 anyway.
 */
final class StandardStream extends PrintStream {

    private final Watched watched;

    private StandardStream(Watched watched) {
        super(watched, true, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    static StandardStream of(FileDescriptor descriptor) {
        return of(new FileOutputStream(descriptor));
    }

    static StandardStream of(OutputStream stream) {
        return new StandardStream(new Watched(stream));
    }

    /** Whether the reader at the other end has gone, as {@code head} does when it has enough. */
    boolean isReaderGone() {
        return checkError() && watched.readerGone;
    }

    /** Sees what a print stream swallows. */
    private static final class Watched extends FilterOutputStream {

        private boolean readerGone;

        Watched(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                // There is no other sign of it: Java ignores SIGPIPE.
                readerGone =
                        String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
                throw e;
            }
        }
    }
}
