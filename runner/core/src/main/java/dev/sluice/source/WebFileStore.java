package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files of web servers as they were last: {@code web/DIGEST-OF-THE-URL}, a line of JSON with the version that the server
 * gave and what follows it. Threads and processes share it: a file is written beside its place and moved there in one step.
 */
final class WebFileStore {

    private static final String WORK_PREFIX = "work-";
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceCache cache;

    WebFileStore(SourceCache cache) {
        this.cache = cache;
    }

    /**
     * What a server says that it compares versions by; empty where it says nothing.
     *
     * @param tag the header {@code ETag}
     * @param modified the header {@code Last-Modified}
     */
    record Version(String tag, String modified) {

        Version {
            requireNonNull(tag, "tag");
            requireNonNull(modified, "modified");
        }

        boolean isKnown() {
            return !tag.isEmpty() || !modified.isEmpty();
        }
    }

    /** A file as it was last. */
    static final class Kept {

        private final Version version;
        private final byte[] content;

        private Kept(Version version, byte[] content) {
            this.version = version;
            this.content = content;
        }

        /** The headers that ask for the file only if it is another one. */
        Map<String, String> conditions() {
            var conditions = new LinkedHashMap<String, String>();
            if (!version.tag().isEmpty()) {
                conditions.put("If-None-Match", version.tag());
            }
            if (!version.modified().isEmpty()) {
                conditions.put("If-Modified-Since", version.modified());
            }
            return conditions;
        }

        byte[] content() {
            return content.clone();
        }
    }

    /** The file of a URL; empty where there is none, or where it is not what was written once. */
    Optional<Kept> find(String url) {
        try {
            byte[] all = Files.readAllBytes(file(url));
            int end = 0;
            while (end < all.length && all[end] != '\n') {
                end++;
            }
            JsonNode head = JSON.readTree(all, 0, end);
            byte[] content = Arrays.copyOfRange(all, Math.min(end + 1, all.length), all.length);
            var version =
                    new Version(head.path("tag").asText(), head.path("modified").asText());
            boolean whole = head.path("sha256").asText().equals(TreeDigest.ofBytes(content));
            return whole && version.isKnown() ? Optional.of(new Kept(version, content)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps a file; one without a version would be of no use. */
    void keep(String url, Version version, byte[] content) {
        if (!version.isKnown()) {
            return;
        }
        Path file = file(url);
        try {
            var head = JSON.createObjectNode()
                    .put("tag", version.tag())
                    .put("modified", version.modified())
                    .put("sha256", TreeDigest.ofBytes(content));
            var all = new ByteArrayOutputStream();
            all.writeBytes((JSON.writeValueAsString(head) + "\n").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(content);
            Path work = Files.createTempFile(file.getParent(), WORK_PREFIX, "");
            try {
                clear(work);
                Files.write(work, all.toByteArray());
                Files.move(work, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(work);
            }
        } catch (IOException e) {
            throw SourceCache.cannotWrite(file, e);
        }
    }

    /** Deletes what killed runs left; what is older than any fetch is nobody's any more. */
    private static void clear(Path work) throws IOException {
        Instant old = Files.getLastModifiedTime(work).toInstant().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work.getParent(), WORK_PREFIX + "*")) {
            for (Path path : left) {
                if (isOlder(path, old)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static boolean isOlder(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            // Another run has just moved it to its place.
            return false;
        }
    }

    private Path file(String url) {
        return cache.webFiles().resolve(TreeDigest.ofText(url));
    }
}
