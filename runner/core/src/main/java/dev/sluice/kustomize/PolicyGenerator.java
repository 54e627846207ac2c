package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Origin;
import java.util.List;

/** Makes the service account that a Google service account is bound to. After kustomize's {@code IAMPolicyGenerator}. */
final class PolicyGenerator implements Generator {

    private final Fields fields;
    private final Origin origin;

    PolicyGenerator(Fields fields, Origin origin) {
        this.fields = fields;
        this.origin = origin;
    }

    @Override
    public List<Resource> generate() {
        String cloud = fields.text("cloud");
        if (!cloud.equals("gke")) {
            throw new BuildException("cloud provider " + cloud + " not supported yet");
        }
        Fields kubernetes = fields.object("kubernetesService");
        Fields account = fields.object("serviceAccount");
        if (kubernetes == null || account == null) {
            throw new BuildException("kubernetesService and serviceAccount must be given");
        }
        String mail = account.text("name") + "@" + account.text("projectId") + ".iam.gserviceaccount.com";
        ObjectNode content = Nodes.mapping();
        content.put("apiVersion", "v1").put("kind", "ServiceAccount");
        ObjectNode metadata = content.putObject("metadata");
        metadata.putObject("annotations").put("iam.gke.io/gcp-service-account", mail);
        metadata.put("name", kubernetes.text("name"));
        if (!kubernetes.text("namespace").isEmpty()) {
            metadata.put("namespace", kubernetes.text("namespace"));
        }
        return List.of(new Resource(content, origin));
    }
}
