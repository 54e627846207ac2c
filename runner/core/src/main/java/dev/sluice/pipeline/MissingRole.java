package dev.sluice.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.AccessCheck.Denial;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roles that would allow what is denied, as YAML that can be applied: one a namespace, one for the cluster's scope. */
final class MissingRole {

    /** Not the name of a role that somebody has: this one holds nothing but what is missing. */
    private static final String NAME = "sluice-missing";

    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String API_VERSION = GROUP + "/v1";

    private MissingRole() {}

    /** The roles alone: to whom they are to be bound, the caller knows. */
    static String yaml(List<Denial> denials) {
        return Manifests.write(roles(denials));
    }

    /** The roles, bound to a service account. */
    static String yaml(List<Denial> denials, String namespace, String account) {
        var manifests = new ArrayList<Manifest>();
        for (Manifest role : roles(denials)) {
            manifests.add(role);
            manifests.add(binding(role, namespace, account));
        }
        return Manifests.write(manifests);
    }

    private static List<Manifest> roles(List<Denial> denials) {
        var byNamespace = new TreeMap<String, List<Denial>>();
        denials.forEach(denial -> byNamespace
                .computeIfAbsent(denial.request().namespace(), any -> new ArrayList<>())
                .add(denial));
        var roles = new ArrayList<Manifest>();
        byNamespace.forEach((namespace, denied) -> {
            ObjectNode role = object(namespace.isEmpty() ? "ClusterRole" : "Role", namespace);
            ArrayNode rules = role.putArray("rules");
            rules(denied).forEach((rule, resources) -> {
                ObjectNode node = rules.addObject();
                node.putArray("apiGroups").add(rule.group());
                resources.forEach(node.putArray("resources")::add);
                rule.verbs().forEach(node.putArray("verbs")::add);
            });
            roles.add(manifest(role));
        });
        return roles;
    }

    /** Resources that need the same verbs share a rule. */
    private static Map<Rule, List<String>> rules(List<Denial> denials) {
        var verbs = new TreeMap<GroupResource, TreeSet<String>>();
        for (Denial denial : denials) {
            verbs.computeIfAbsent(new GroupResource(denial.request().group(), resource(denial)), any -> new TreeSet<>())
                    .add(denial.request().verb());
        }
        var rules = new LinkedHashMap<Rule, List<String>>();
        verbs.forEach((resource, needed) -> rules.computeIfAbsent(
                        new Rule(resource.group(), List.copyOf(needed)), any -> new ArrayList<>())
                .add(resource.resource()));
        return rules;
    }

    private static String resource(Denial denial) {
        String subresource = denial.request().subresource();
        return subresource.isEmpty() ? denial.resource() : denial.resource() + "/" + subresource;
    }

    private static Manifest binding(Manifest role, String namespace, String account) {
        ObjectNode binding = object(role.id().kind() + "Binding", role.id().namespace());
        binding.putObject("roleRef")
                .put("apiGroup", GROUP)
                .put("kind", role.id().kind())
                .put("name", NAME);
        binding.putArray("subjects")
                .addObject()
                .put("kind", "ServiceAccount")
                .put("name", account)
                .put("namespace", namespace);
        return manifest(binding);
    }

    private static ObjectNode object(String kind, String namespace) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", API_VERSION).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", NAME);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }

    private static Manifest manifest(ObjectNode object) {
        return Manifest.of(object, new Origin("", 1));
    }

    private record Rule(String group, List<String> verbs) {}

    private record GroupResource(String group, String resource) implements Comparable<GroupResource> {
        @Override
        public int compareTo(GroupResource other) {
            int byGroup = group.compareTo(other.group);
            return byGroup != 0 ? byGroup : resource.compareTo(other.resource);
        }
    }
}
