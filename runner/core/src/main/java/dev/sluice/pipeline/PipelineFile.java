package dev.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.source.HostCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code sluice.yaml} at the workspace's root; all of it can be left out.
 *
 * @param credentials which environment variables hold the credentials of a host
 */
public record PipelineFile(List<HostCredential> credentials) {

    /** The file's name. */
    public static final String NAME = "sluice.yaml";

    private static final String API_VERSION = "sluice.dev/v1alpha1";
    private static final Set<String> LATER =
            Set.of("environments", "images", "writeBack", "checks", "safety", "notify", "reports");

    public PipelineFile {
        credentials = List.copyOf(credentials);
    }

    /**
     * Reads the file of a workspace; one that is not there says nothing.
     *
     * @throws InvalidInput naming every mistake
     */
    public static PipelineFile read(Path workspace) {
        Path file = workspace.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return new PipelineFile(List.of());
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new InvalidInput(List.of(Problem.of(NAME, "cannot be read: " + e.getMessage())), e);
        }
    }

    static PipelineFile parse(String text) {
        List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED).read(text, NAME);
        if (documents.size() != 1) {
            throw new InvalidInput(NAME, "must be one YAML document");
        }
        YamlDocument document = documents.get(0);
        String location = document.origin().toString();
        JsonNode content = document.content();
        var problems = new ArrayList<Problem>();
        expect(content, "apiVersion", API_VERSION, location, problems);
        expect(content, "kind", "Pipeline", location, problems);
        content.path("spec").fieldNames().forEachRemaining(field -> {
            if (LATER.contains(field)) {
                problems.add(Problem.of(location, "spec." + field + " is not supported yet"));
            } else if (!field.equals("credentials")) {
                problems.add(Problem.of(location, "unknown field spec." + field));
            }
        });
        var credentials = new ArrayList<HostCredential>();
        for (JsonNode entry : content.path("spec").path("credentials")) {
            var credential = new HostCredential(
                    entry.path("host").asText(),
                    entry.path("usernameEnv").asText(),
                    entry.path("passwordEnv").asText(),
                    entry.path("identityEnv").asText(),
                    entry.path("knownHostsEnv").asText());
            boolean key = !credential.identityEnv().isEmpty()
                    && !credential.knownHostsEnv().isEmpty();
            boolean login = credential.identityEnv().isEmpty()
                    && credential.knownHostsEnv().isEmpty()
                    && !credential.passwordEnv().isEmpty();
            if (credential.host().isEmpty() || !(key || login)) {
                problems.add(Problem.of(
                        location,
                        "spec.credentials[]: host, usernameEnv and passwordEnv are required, or for ssh host,"
                                + " identityEnv and knownHostsEnv"));
            }
            credentials.add(credential);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new PipelineFile(credentials);
    }

    private static void expect(JsonNode content, String field, String value, String location, List<Problem> problems) {
        String given = content.path(field).asText();
        if (!given.equals(value)) {
            problems.add(Problem.of(location, field + " must be " + value + ", not \"" + given + "\""));
        }
    }
}
