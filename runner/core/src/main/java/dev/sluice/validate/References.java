package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the Flux objects that Flux objects name are there. */
final class References implements Check {

    /**
     * A field that names another object, or a list of such.
     *
     * @param path where the reference is, of the object's content
     * @param kind what it names; empty where the reference says so itself
     */
    private record Link(String from, String path, String kind) {}

    // Of a Kustomization the source and dependsOn are rendering's.
    private static final List<Link> LINKS = List.of(
            new Link("HelmRelease", "/spec/chart/spec/sourceRef", ""),
            new Link("HelmRelease", "/spec/chartRef", ""),
            new Link("HelmChart", "/spec/sourceRef", ""),
            new Link("GitRepository", "/spec/include", "GitRepository"),
            new Link("ArtifactGenerator", "/spec/sources", ""),
            new Link("ImagePolicy", "/spec/imageRepositoryRef", "ImageRepository"),
            new Link("ImageUpdateAutomation", "/spec/sourceRef", "GitRepository"),
            new Link("Alert", "/spec/providerRef", "Provider"),
            new Link("Alert", "/spec/eventSources", ""),
            new Link("Receiver", "/spec/resources", ""),
            new Link("Kustomization", "/spec/healthChecks", ""));

    @Override
    public void look(Scope scope, Findings findings) {
        for (Link link : LINKS) {
            for (Manifest manifest : scope.flux(link.from())) {
                JsonNode reference = manifest.content().at(link.path());
                String path = link.path().substring(1).replace('/', '.');
                if (reference.isObject()) {
                    look(scope, findings, link, manifest, reference, path);
                }
                for (int index = 0; reference.isArray() && index < reference.size(); index++) {
                    look(scope, findings, link, manifest, reference.get(index), path + "[" + index + "]");
                }
            }
        }
    }

    private static void look(
            Scope scope, Findings findings, Link link, Manifest manifest, JsonNode reference, String path) {
        JsonNode named = reference.has("repository") ? reference.path("repository") : reference;
        String kind = named.path("kind").asText(link.kind());
        String group = group(named, kind);
        String name = named.path("name").asText();
        if (group.isEmpty() || !isKnowable(kind, name)) {
            return;
        }
        String namespace = named.path("namespace").asText();
        var id = new ObjectId(group, kind, namespace.isEmpty() ? manifest.id().namespace() : namespace, name);
        if (id.namespace().contains("${") || scope.isDefined(id)) {
            return;
        }
        String field = path + (reference.has("repository") ? ".repository.name" : ".name");
        Problem problem = Findings.of(
                Rule.REFERENCE_NOT_FOUND, manifest, field, path + ": " + id + " not found", hint(scope, id));
        if (scope.hasUnseen()) {
            findings.warning(problem);
        } else {
            findings.error(problem);
        }
    }

    private static String group(JsonNode reference, String kind) {
        String written = ObjectId.groupOf(reference.path("apiVersion").asText());
        return written.isEmpty() ? FluxKinds.groupOf(kind) : written;
    }

    /** Others make ExternalArtifacts, and of what is no Flux object, releases may make it. */
    private static boolean isKnowable(String kind, String name) {
        boolean all = name.isEmpty() || name.equals("*") || name.contains("${");
        return !all
                && !kind.equals("ExternalArtifact")
                && !FluxKinds.groupOf(kind).isEmpty();
    }

    private static @Nullable String hint(Scope scope, ObjectId id) {
        if (scope.hasUnseen()) {
            return "it may be defined by a unit that was not looked at; if not, correct the reference";
        }
        return scope.flux(id.kind()).stream()
                .filter(other -> other.id().name().equals(id.name()))
                .findFirst()
                .map(other -> "there is " + other.id() + ": write its namespace")
                .orElse("no unit of this run defines it");
    }
}
