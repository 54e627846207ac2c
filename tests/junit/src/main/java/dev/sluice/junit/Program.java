package dev.sluice.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program in Go that travels as source in this jar. */
enum Program {
    CONTROL_PLANE("control-plane"),
    KWOK("kwok"),
    TOXIPROXY("toxiproxy");

    private static final List<String> SHARED = List.of("parent/go.mod", "parent/parent.go");
    private static final Pattern KUBERNETES =
            Pattern.compile("^\\s*k8s\\.io/kubernetes (v(\\d+)\\.(\\d+)\\.\\d+)$", Pattern.MULTILINE);
    private static final String VERSION = "k8s.io/component-base/version.";

    private final String directory;

    Program(String directory) {
        this.directory = directory;
    }

    /** The directory of its module, and the name of its binary. */
    String directory() {
        return directory;
    }

    /** Its files and those that it shares with other programs, by path. */
    SortedMap<String, byte[]> sources() {
        var sources = new TreeMap<String, byte[]>();
        files().forEach(file -> sources.put(directory + "/" + file, resource(directory + "/" + file)));
        SHARED.forEach(file -> sources.put(file, resource(file)));
        return sources;
    }

    /** A jar cannot be asked what is in one of its directories. */
    private List<String> files() {
        return switch (this) {
            case CONTROL_PLANE, TOXIPROXY -> List.of("go.mod", "go.sum", "main.go");
            case KWOK -> List.of("go.mod", "go.sum", "logs.go", "main.go", "stages.yaml");
        };
    }

    /** Tells this version of its sources from every other, for this kind of machine. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((System.getProperty("os.name") + "/" + System.getProperty("os.arch") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            sources().forEach((path, content) -> {
                digest.update((path + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the linker is told. */
    String linkerFlags() {
        Matcher kubernetes = KUBERNETES.matcher(new String(resource(directory + "/go.mod"), StandardCharsets.UTF_8));
        if (!kubernetes.find()) {
            return "-s -w";
        }
        // Kubernetes' own build sets them, too; else it says to be v0.0.0.
        return "-s -w -X %sgitVersion=%s -X %sgitMajor=%s -X %sgitMinor=%s"
                .formatted(VERSION, kubernetes.group(1), VERSION, kubernetes.group(2), VERSION, kubernetes.group(3));
    }

    private static byte[] resource(String path) {
        try (InputStream resource = Program.class.getResourceAsStream("cluster/" + path)) {
            if (resource == null) {
                throw new IllegalStateException("not in this jar: cluster/" + path);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
