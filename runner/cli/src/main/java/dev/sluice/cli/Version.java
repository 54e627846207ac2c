package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Which Sluice this is, on which Java. */
final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.txt";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream text = Version.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException(RESOURCE + " is not in the archive");
            }
            String version = new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"sluice " + version + " (Java " + Runtime.version() + ")"};
        }
    }
}
