package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.Scopes;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Objects without a namespace that need one, and namespaces that no unit makes. */
final class Namespaces implements Check {

    /** There from a cluster's first day on. */
    private static final Set<String> GIVEN = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    /** Groups of Kubernetes of whose kinds it is known which have no namespace. */
    private static final Set<String> KNOWN_GROUPS =
            Set.of("", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io");

    /** Newer than kustomize's table of kinds without a namespace. */
    private static final Set<String> NEWER = Set.of("IPAddress", "ServiceCIDR");

    private record Use(Manifest manifest, int objects) {}

    @Override
    public void look(Scope scope, Findings findings) {
        Map<String, Boolean> namespaced = namespacedKinds(scope);
        for (Manifest manifest : scope.applied()) {
            if (manifest.id().namespace().isEmpty() && isNamespaced(manifest, namespaced)) {
                findings.error(new Problem(
                                manifest.origin().toString(),
                                manifest.id() + ": namespace not specified",
                                "write metadata.namespace, or set targetNamespace of the Flux Kustomization")
                        .under(Rule.NAMESPACE_MISSING));
            }
        }
        undefined(scope, findings);
    }

    /** The kinds that the repository itself defines, by group and kind. */
    private static Map<String, Boolean> namespacedKinds(Scope scope) {
        var kinds = new HashMap<String, Boolean>();
        scope.applied().stream()
                .filter(manifest -> manifest.id().kind().equals("CustomResourceDefinition"))
                .map(manifest -> manifest.content().path("spec"))
                .forEach(spec -> kinds.put(
                        spec.path("group").asText() + "/"
                                + spec.path("names").path("kind").asText(),
                        spec.path("scope").asText().equals("Namespaced")));
        return kinds;
    }

    private static boolean isNamespaced(Manifest manifest, Map<String, Boolean> defined) {
        ObjectId id = manifest.id();
        if (KNOWN_GROUPS.contains(id.group())) {
            return !Scopes.isClusterScoped(manifest.apiVersion(), id.kind()) && !NEWER.contains(id.kind());
        }
        return defined.getOrDefault(id.group() + "/" + id.kind(), false);
    }

    private static void undefined(Scope scope, Findings findings) {
        var uses = new LinkedHashMap<String, Use>();
        for (Unit unit : scope.rendered().units()) {
            if (!Scope.isElsewhere(unit.spec())) {
                unit.manifests()
                        .forEach(manifest -> uses.merge(
                                manifest.id().namespace(),
                                new Use(manifest, 1),
                                (first, next) -> new Use(first.manifest(), first.objects() + 1)));
            }
        }
        Set<String> there = namespaces(scope);
        uses.forEach((namespace, use) -> {
            if (!namespace.isEmpty() && !namespace.contains("${") && !there.contains(namespace)) {
                tell(scope, findings, namespace, use);
            }
        });
    }

    private static void tell(Scope scope, Findings findings, String namespace, Use use) {
        String more = use.objects() > 1 ? " (and " + (use.objects() - 1) + " more objects)" : "";
        Problem problem = Findings.of(
                Rule.NAMESPACE_NOT_DEFINED,
                use.manifest(),
                "metadata.namespace",
                "is in the namespace " + namespace + ", which no unit defines" + more,
                "it has to be in the cluster before; or write a Namespace beside it");
        if (scope.hasUnseen()) {
            findings.note(problem);
        } else {
            findings.warning(problem);
        }
    }

    private static Set<String> namespaces(Scope scope) {
        var there = new HashSet<>(GIVEN);
        there.add(scope.rendered().root().namespace());
        scope.applied().stream()
                .map(Manifest::id)
                .filter(Namespaces::isNamespace)
                .forEach(id -> there.add(id.name()));
        scope.rendered().skipped().stream()
                .map(skipped -> skipped.id())
                .filter(Namespaces::isNamespace)
                .forEach(id -> there.add(id.name()));
        for (Manifest release : scope.flux("HelmRelease")) {
            JsonNode spec = release.content().path("spec");
            if (spec.path("install").path("createNamespace").asBoolean()) {
                there.add(spec.path("targetNamespace").asText());
            }
        }
        return there;
    }

    private static boolean isNamespace(ObjectId id) {
        return id.group().isEmpty() && id.kind().equals("Namespace");
    }
}
