package dev.sluice.cluster.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes that {@code gunzip} reads, too. Java's has no time stamp in it: equal bytes in, equal bytes out. */
final class Gzip {

    /** Far more than the largest inventory: what is longer is no inventory, but an attempt on our memory. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private Gzip() {}

    static byte[] compress(byte[] bytes) {
        var compressed = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    static byte[] decompress(byte[] compressed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (in.read() >= 0) {
                throw new IOException("more than " + LONGEST + " bytes");
            }
            return bytes;
        }
    }
}
