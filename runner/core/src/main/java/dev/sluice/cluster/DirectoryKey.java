package dev.sluice.cluster;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of a directory's Secret digests: handed in, else the one that is kept in a file, else a new one. A new one is
 * kept with the first inventory, not before: to look is not to write.
 */
final class DirectoryKey {

    private static final int BYTES = 32;
    private static final int SHORTEST_TEXT = 16;

    private final Path file;
    private final AtomicFiles files;
    private final Optional<byte[]> given;
    private byte @Nullable [] key;

    /** @param given the key as a text of the user's */
    DirectoryKey(Path file, AtomicFiles files, @Nullable String given) {
        this.file = file;
        this.files = files;
        if (given != null && given.length() < SHORTEST_TEXT) {
            throw new InvalidInput(
                    DirectoryCluster.KEY_VARIABLE,
                    "the key has less than " + SHORTEST_TEXT + " characters",
                    "make one: openssl rand -hex 32");
        }
        this.given = Optional.ofNullable(given).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    synchronized KeyedDigest digest() {
        return new KeyedDigest(load());
    }

    /** Keeps a new key for the next run. */
    synchronized void keep() {
        if (given.isPresent() || Files.exists(file)) {
            return;
        }
        files.writePrivately(file, (HexFormat.of().formatHex(load()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private byte[] load() {
        byte[] known = key;
        if (known == null) {
            known = given.or(this::kept).orElseGet(DirectoryKey::fresh);
            key = known;
        }
        return known;
    }

    private Optional<byte[]> kept() {
        return files.read(file).map(bytes -> {
            try {
                byte[] parsed = HexFormat.of().parseHex(new String(bytes, StandardCharsets.UTF_8).strip());
                if (parsed.length == BYTES) {
                    return Arrays.copyOf(parsed, BYTES);
                }
            } catch (IllegalArgumentException e) {
                throw damaged();
            }
            throw damaged();
        });
    }

    private Rejected damaged() {
        return new Rejected(
                file.toString(),
                "is not a key of 64 hexadecimal digits",
                "delete it: a new one is made, and every Secret written again",
                null);
    }

    private static byte[] fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
