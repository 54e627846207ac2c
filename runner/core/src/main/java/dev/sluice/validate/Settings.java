package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Rule;
import dev.sluice.flux.DependencyReference;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.GoDuration;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Settings that do something else than they seem to. */
final class Settings implements Check {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(30);

    /** A field of the template's data that image-automation-controller 1.0 removed. */
    private static final Pattern UPDATED = Pattern.compile("\\{\\{[^}]*\\.Updated\\b");

    /** Kinds whose objects are healthy only some time after they were applied. */
    private static final Set<String> SLOW =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "Pod", "HelmRelease", "Kustomization");

    @Override
    public void look(Scope scope, Findings findings) {
        Map<ObjectId, Unit> units = new HashMap<>();
        scope.rendered().units().forEach(unit -> units.put(unit.id(), unit));
        for (Unit unit : scope.rendered().units()) {
            dependencies(unit.spec(), units, findings);
            health(unit.spec(), findings);
        }
        Optional<ObjectId> workspace = scope.workspaceSource();
        scope.flux("GitRepository").stream()
                .filter(source -> workspace.filter(source.id()::equals).isEmpty())
                .forEach(source -> reference(source, findings));
        scope.flux("GitRepository").forEach(source -> signatures(source, findings));
        scope.flux("HelmRepository").forEach(repository -> interval(repository, findings));
        scope.flux("ImageUpdateAutomation").forEach(automation -> template(automation, findings));
    }

    private static void dependencies(KustomizationSpec spec, Map<ObjectId, Unit> units, Findings findings) {
        List<DependencyReference> dependencies = spec.dependsOn();
        for (int index = 0; index < dependencies.size(); index++) {
            DependencyReference dependency = dependencies.get(index);
            Unit other = units.get(dependency.id());
            if (other == null || dependency.readyExpr() != null || waits(other.spec()) || !isSlow(other)) {
                continue;
            }
            boolean sameNamespace = dependency.namespace().equals(spec.id().namespace());
            String name = sameNamespace ? dependency.name() : dependency.id().qualifiedName();
            findings.warning(Findings.saying(
                    Rule.DEPENDENCY_WITHOUT_HEALTH,
                    spec.manifest(),
                    "spec.dependsOn[" + index + "].name",
                    spec.id().name() + " depends on " + name + ", which has neither wait nor healthChecks",
                    "it is ready as soon as it is applied; wait: true makes it ready when it is healthy"));
        }
    }

    private static boolean waits(KustomizationSpec spec) {
        return spec.waitForHealth() || !spec.spec().path("healthChecks").isEmpty();
    }

    private static boolean isSlow(Unit unit) {
        return unit.manifests().stream()
                        .anyMatch(manifest -> SLOW.contains(manifest.id().kind()))
                || unit.executed().stream()
                        .anyMatch(manifest -> SLOW.contains(manifest.id().kind()));
    }

    private static void health(KustomizationSpec spec, Findings findings) {
        if (spec.waitForHealth() && !spec.spec().path("healthChecks").isEmpty()) {
            findings.warning(Findings.of(
                    Rule.HEALTH_CHECKS_IGNORED,
                    spec.manifest(),
                    "spec.healthChecks",
                    "spec.healthChecks is not looked at beside spec.wait: true",
                    "remove one of them"));
        }
        String timeout = spec.spec().path("timeout").asText();
        if (!timeout.isEmpty() && GoDuration.parse(timeout).compareTo(SHORTEST_TIMEOUT) < 0) {
            findings.warning(Findings.of(
                    Rule.TIMEOUT_RAISED,
                    spec.manifest(),
                    "spec.timeout",
                    "spec.timeout " + timeout + " counts as 30s",
                    "30s is the shortest that Flux takes"));
        }
    }

    private static void reference(Manifest source, Findings findings) {
        JsonNode reference = source.content().at("/spec/ref");
        if (reference.isEmpty()) {
            findings.warning(Findings.of(
                    Rule.DEFAULT_BRANCH,
                    source,
                    "spec.ref",
                    "names no spec.ref, and so takes the branch master",
                    "write spec.ref.branch, or a tag"));
        }
    }

    /** Keys may be in the cluster, and so a verdict on a commit is a run's. */
    private static void signatures(Manifest source, Findings findings) {
        if (source.content().at("/spec/verify").isObject()) {
            findings.note(Findings.of(
                    Rule.NOT_LOOKED_AT,
                    source,
                    "spec.verify",
                    "spec.verify: signatures are not verified here",
                    "render does"));
        }
    }

    /** Those of OCI registries are never looked at by themselves. */
    private static void interval(Manifest repository, Findings findings) {
        JsonNode spec = repository.content().path("spec");
        if (!spec.has("interval") && !spec.path("type").asText().equals("oci")) {
            findings.note(Findings.of(
                    Rule.DEFAULT_INTERVAL, repository, "spec", "spec.interval: is missing, and so it is 1m", null));
        }
    }

    private static void template(Manifest automation, Findings findings) {
        String template =
                automation.content().at("/spec/git/commit/messageTemplate").asText();
        if (UPDATED.matcher(template).find()) {
            findings.error(Findings.of(
                    Rule.TEMPLATE,
                    automation,
                    "spec.git.commit.messageTemplate",
                    "template uses removed '.Updated' field. Please use '.Changed' instead. See:"
                            + " https://fluxcd.io/flux/components/image/imageupdateautomations/#message-template",
                    null));
        }
    }
}
