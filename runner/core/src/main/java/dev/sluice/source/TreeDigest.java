package dev.sluice.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a directory holds, in one number: the paths of its files, sorted, whether they are executable, and their bytes;
 * and where its symbolic links lead.
 *
 * @param sha256 in hexadecimal digits
 */
record TreeDigest(String sha256, int files, long bytes) {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The digest of the files and links that a filter lets through. */
    static TreeDigest of(Path root, SourceFilter filter) throws IOException {
        var digest = newDigest();
        long bytes = 0;
        List<String> paths = files(root, filter);
        for (String path : paths) {
            Path file = root.resolve(path);
            if (Files.isSymbolicLink(file)) {
                String link = path + "\0l\0" + Files.readSymbolicLink(file) + "\0";
                digest.update(link.getBytes(StandardCharsets.UTF_8));
                continue;
            }
            long size = Files.size(file);
            String head = path + "\0" + (Files.isExecutable(file) ? "x" : "-") + "\0" + size + "\0";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            update(digest, file);
            bytes += size;
        }
        return new TreeDigest(HexFormat.of().formatHex(digest.digest()), paths.size(), bytes);
    }

    /** The digest of a text. */
    static String ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of some bytes. */
    static String ofBytes(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    private static List<String> files(Path root, SourceFilter filter) throws IOException {
        var paths = new ArrayList<String>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                String relative = root.relativize(path).toString().replace('\\', '/');
                boolean counts = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path);
                if (counts && !filter.ignored(relative, false)) {
                    paths.add(relative);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        paths.sort(Comparator.naturalOrder());
        return paths;
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
