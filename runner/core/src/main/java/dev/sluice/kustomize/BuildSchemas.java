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
     * @throws BuildException if the field is wrong
     */
    void use(Kustomization kustomization, KustomizationFiles files) {
        Map<String, String> field = kustomization.openApi;
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
                throw new BuildException("the specified OpenAPI version is not built in: " + version);
            }
            chosen = true;
        }
    }
}
