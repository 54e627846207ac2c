package dev.sluice.kustomize;

import java.util.Map;

/**
 * The schemas that a build's patches follow: Kubernetes' own, or those of the first kustomization with an
 * {@code openapi} field that the build comes to.
 */
final class BuildSchemas {

    private static final String BUILT_IN_VERSION = "v1.21.2";

    private Schemas current = Schemas.builtIn();
    private boolean chosen;

    Schemas current() {
        return current;
    }

    /**
     * @throws dev.sluice.failure.InvalidInput if the field is wrong
     */
    void use(Kustomization kustomization, KustomizationFiles files) {
        Target.at(kustomization.openApi.location(), () -> use(kustomization.openApi.value(), files));
    }

    private void use(Map<String, String> field, KustomizationFiles files) {
        if (field.isEmpty() || chosen) {
            return;
        }
        String path = field.get("path");
        String version = field.get("version");
        if (path != null && version != null) {
            throw new BuildException("builtin version and custom schema provided, cannot use both");
        }
        if (path != null) {
            current = new Schemas(BuildFiles.configuration(files.text(path), files.display(path))
                    .content());
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
}
