package dev.sluice.kustomize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas that a build's patches follow: Kubernetes' own, or those of the first kustomization with an
 * {@code openapi} field that the build comes to. After {@code SetSchema} and {@code initSchema} of kustomize's
 * {@code kyaml/openapi/openapi.go}: what it has looked up or put off by then stays beside the custom schemas.
 */
final class BuildSchemas {

    private static final String BUILT_IN_VERSION = "v1.21.2";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<GroupVersionKind> seen = new HashSet<>();
    private final Edition edition;
    private Schemas current = Schemas.builtIn();
    private boolean chosen;

    BuildSchemas(Edition edition) {
        this.edition = edition;
    }

    Schemas current() {
        return current;
    }

    /** Notes the types of objects that the build has read; kustomize looks up the scope of each. */
    void saw(List<Resource> resources) {
        if (!chosen) {
            resources.forEach(resource -> seen.add(resource.type()));
        }
    }

    /**
     * @throws dev.sluice.failure.InvalidInput if the field is wrong
     */
    void use(Kustomization kustomization, KustomizationFiles files) {
        Mistakes.at(kustomization.openApi.location(), () -> use(kustomization.openApi.value(), files));
    }

    private void use(Map<String, String> field, KustomizationFiles files) {
        String path = field.get("path");
        String version = field.get("version");
        JsonNode document =
                path == null ? NullNode.getInstance() : BuildFiles.content(files.text(path), files.display(path));
        if (chosen) {
            return;
        }
        if (path != null && version != null) {
            throw new BuildException("builtin version and custom schema provided, cannot use both");
        }
        if (path != null) {
            requireJson(files.text(path), files.display(path));
            current = besideBuiltIn(new Schemas(document));
            chosen = true;
        } else if (version != null && !version.isEmpty()) {
            if (!version.equals(BUILT_IN_VERSION)) {
                throw new BuildException(
                        "the specified OpenAPI version is not built in: " + version,
                        "only " + BUILT_IN_VERSION + " is");
            }
            chosen = true;
        }
    }

    /** What begins like JSON is read as JSON; the program stumbles over it only where it comes to need the schema. */
    private void requireJson(String text, String file) {
        if (edition == Edition.PROGRAM || !text.startsWith("{")) {
            return;
        }
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BuildException("invalid schema file: " + file + " begins as JSON, and is none");
        }
    }

    private Schemas besideBuiltIn(Schemas custom) {
        Schemas builtIn = Schemas.builtIn();
        if (current.wereAsked() || edition == Edition.CONTROLLER) {
            return builtIn.with(custom);
        }
        // Kustomize knows by heart which of Kubernetes' types have a namespace. Another type makes it need the built-in
        // schemas, which it then reads after the custom ones.
        boolean unknown = seen.stream().anyMatch(type -> builtIn.of(type) == null);
        return unknown ? custom.with(builtIn) : custom;
    }
}
