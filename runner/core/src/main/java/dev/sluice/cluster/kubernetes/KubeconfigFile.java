package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One kubeconfig as it stands on the disk: its values, and the lines for what is wrong with them. */
final class KubeconfigFile {

    private final Path path;
    private final String text;
    private final YamlDocument document;

    private KubeconfigFile(Path path, String text, YamlDocument document) {
        this.path = path;
        this.text = text;
        this.document = document;
    }

    /**
     * The file; empty where there is nothing in it.
     *
     * @throws InvalidInput if it is missing, cannot be read, or is no kubeconfig
     */
    static Optional<KubeconfigFile> read(Path path) {
        String text = YamlReader.decode(bytesOf(path), path.toString());
        List<YamlDocument> documents =
                new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, path.toString());
        for (YamlDocument document : documents) {
            if (document.content().isNull()
                    || (document.content().isEmpty() && document.content().isObject())) {
                continue;
            }
            if (!document.content().isObject()) {
                throw new InvalidInput(document.origin().toString(), "this is no kubeconfig: a mapping is expected");
            }
            String kind = document.content().path("kind").asText("Config");
            if (!kind.equals("Config")) {
                throw new InvalidInput(document.origin().toString(), "this is no kubeconfig: its kind is " + kind);
            }
            return Optional.of(new KubeconfigFile(path, text, document));
        }
        return Optional.empty();
    }

    JsonNode content() {
        return document.content();
    }

    /** A file that the kubeconfig names: relative paths start where the kubeconfig is. */
    Path resolve(String named) {
        return path.resolveSibling(named);
    }

    /** The line of a field, or of what is around it where it is missing. */
    Origin at(List<String> field) {
        return FieldLocator.of(text, path.toString()).locate(document.origin(), field);
    }

    Path path() {
        return path;
    }

    private static byte[] bytesOf(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new InvalidInput(path.toString(), "there is no such kubeconfig");
        } catch (IOException e) {
            String why = Files.isDirectory(path) ? "it is a directory" : "access denied";
            throw new InvalidInput(path.toString(), "the kubeconfig cannot be read: " + why);
        }
    }
}
