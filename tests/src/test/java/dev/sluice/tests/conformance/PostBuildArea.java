package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.flux.Envsubst;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SubstituteReference;
import dev.sluice.flux.Substitution;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code postbuild}: variables put into a text, and into an object. */
final class PostBuildArea implements Area {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "postbuild";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode root = JSON.readTree(directory.resolve("cases.json").toFile());
        var cases = new ArrayList<Case>();
        for (JsonNode node : root.path("cases")) {
            boolean text = node.path("level").asText().equals("text");
            cases.add(new Case(node.path("name").asText(), () -> text ? text(node) : object(node)));
        }
        return cases;
    }

    private static Optional<String> text(JsonNode node) {
        var variables = new HashMap<String, String>();
        node.path("vars")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        JsonNode expect = node.path("expect");
        try {
            byte[] input = node.path("input").asText().getBytes(StandardCharsets.UTF_8);
            Envsubst.Result result = Envsubst.parse(input)
                    .evaluate(variables, node.path("strict").asBoolean());
            if (!result.undefined().isEmpty()) {
                return expect.has("error") ? Optional.empty() : Optional.of("undefined: " + result.undefined());
            }
            byte[] expected = expect.has("outputBytes")
                    ? Base64.getDecoder().decode(expect.path("outputBytes").asText())
                    : expect.path("output").asText().getBytes(StandardCharsets.UTF_8);
            boolean equal = !expect.has("error") && Arrays.equals(expected, result.output());
            return equal
                    ? Optional.empty()
                    : Optional.of(
                            "expected " + expect + ", got " + new String(result.output(), StandardCharsets.UTF_8));
        } catch (Envsubst.SyntaxException e) {
            return expect.has("error") ? Optional.empty() : Optional.of("refused: " + e.getMessage());
        }
    }

    private static Optional<String> object(JsonNode node) throws IOException {
        JsonNode expect = node.path("expect");
        try {
            Manifest result = substituted(node);
            if (expect.has("error")) {
                return Optional.of("expected an error: " + expect.path("error").asText());
            }
            return DataDifference.between(
                    read(expect.path("output").asText(), Dialect.KUBERNETES).content(), result.content());
        } catch (InvalidInput e) {
            return expect.has("error") ? Optional.empty() : Optional.of("refused: " + e.getMessage());
        }
    }

    private static Manifest substituted(JsonNode node) throws IOException {
        KustomizationSpec spec = kustomization(node.path("postBuild"));
        var cluster = new HashMap<SubstituteReference, Manifest>();
        for (JsonNode text : node.path("cluster")) {
            Manifest manifest = Manifest.of((ObjectNode) JSON.readTree(text.asText()), new Origin("cluster", 0));
            for (boolean optional : new boolean[] {true, false}) {
                cluster.put(
                        new SubstituteReference(
                                manifest.id().kind(), manifest.id().name(), optional),
                        manifest);
            }
        }
        Manifest manifest = read(node.path("input").asText(), Dialect.KYAML);
        Map<String, String> variables =
                Substitution.variables(spec, reference -> Optional.ofNullable(cluster.get(reference)));
        return Substitution.applies(spec, variables)
                ? Substitution.substitute(
                        manifest, variables, node.path("strict").asBoolean())
                : manifest;
    }

    private static KustomizationSpec kustomization(JsonNode postBuild) {
        ObjectNode content = JSON.createObjectNode();
        content.put("apiVersion", "kustomize.toolkit.fluxcd.io/v1").put("kind", "Kustomization");
        content.putObject("metadata").put("name", "apps").put("namespace", "flux-system");
        ObjectNode spec = content.putObject("spec");
        if (!postBuild.isNull()) {
            spec.set("postBuild", postBuild);
        }
        return KustomizationSpec.of(Manifest.of(content, new Origin("kustomization.yaml", 1)));
    }

    private static Manifest read(String text, Dialect dialect) {
        JsonNode content = new YamlReader(dialect, Duplicates.LAST_WINS)
                .read(text, "input.yaml")
                .get(0)
                .content();
        return Manifest.of((ObjectNode) content, new Origin("input.yaml", 1));
    }
}
