package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where objects name others that got a new name, puts the new name. After kustomize's
 * {@code api/internal/accumulator/namereferencetransformer.go} and {@code api/filters/nameref/nameref.go}; objects are
 * found by an index of their former names.
 */
final class NameReferenceTransformer implements Transformer {

    private final List<NameReference> references;

    NameReferenceTransformer(List<NameReference> references) {
        this.references = List.copyOf(references);
    }

    @Override
    public void transform(ResourceMap resources) {
        List<Resource> all = resources.resources();
        var candidates = new Candidates(all);
        var byKind = new HashMap<GroupVersionKind, List<Use>>();
        for (Resource referrer : all) {
            List<Use> uses = byKind.computeIfAbsent(referrer.originalId().type(), this::usesOf);
            Set<String> namespaces = uses.isEmpty() ? Set.of() : serviceAccountNamespaces(referrer);
            for (Use use : uses) {
                new Update(candidates, referrer, use, namespaces).run();
            }
        }
    }

    /** The fields in which objects of a type name objects of another. */
    private List<Use> usesOf(GroupVersionKind type) {
        var uses = new ArrayList<Use>();
        for (NameReference reference : references) {
            for (FieldSpec referrer : reference.referrers()) {
                if (type.isSelectedBy(referrer.type())) {
                    uses.add(new Use(referrer, reference.target()));
                }
            }
        }
        return uses;
    }

    /** The namespaces of the service accounts that a role binding names: it sees what is in them. */
    private static Set<String> serviceAccountNamespaces(Resource referrer) {
        if (!referrer.kind().equals("RoleBinding")) {
            return Set.of();
        }
        var namespaces = new HashSet<String>();
        for (JsonNode subject : referrer.content().path("subjects")) {
            JsonNode namespace = subject.get("namespace");
            if (namespace == null || !Nodes.text(subject.get("kind")).equals("ServiceAccount")) {
                continue;
            }
            if (!namespace.isTextual()) {
                throw new BuildException("the namespace of a subject is blank: " + ResourceMap.describe(referrer) + " ("
                        + referrer.origin() + ")");
            }
            namespaces.add(namespace.asText());
        }
        return namespaces;
    }

    private record Use(FieldSpec field, GroupVersionKind target) {}

    /** An object with the ids that the rules ask for again and again. */
    private record Candidate(Resource resource, ResourceId current, ResourceId original, List<ResourceId> previous) {}

    /** All objects, by their former names. */
    private static final class Candidates {

        private final Map<String, List<Candidate>> byFormerName = new HashMap<>();
        private final Map<String, Set<String>> presentByOriginalNamespace = new HashMap<>();

        Candidates(List<Resource> resources) {
            for (Resource resource : resources) {
                var candidate =
                        new Candidate(resource, resource.currentId(), resource.originalId(), resource.previousIds());
                var names = new LinkedHashSet<String>();
                candidate.previous().forEach(id -> names.add(id.name()));
                names.forEach(name -> byFormerName
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(candidate));
                presentByOriginalNamespace
                        .computeIfAbsent(candidate.original().effectiveNamespace(), key -> new HashSet<>())
                        .add(candidate.current().effectiveNamespace());
            }
        }

        List<Candidate> called(String formerName) {
            return byFormerName.getOrDefault(formerName, List.of());
        }

        /** Whether any object that a referrer can see was read with a namespace. */
        boolean anyRead(String namespace, Predicate<String> visible) {
            return presentByOriginalNamespace.getOrDefault(namespace, Set.of()).stream()
                    .anyMatch(visible);
        }
    }

    /** The update of one field of one object. */
    private static final class Update {

        private final Candidates candidates;
        private final Resource referrer;
        private final ResourceId referrerId;
        private final Use use;
        private final Set<String> bindingNamespaces;

        Update(Candidates candidates, Resource referrer, Use use, Set<String> bindingNamespaces) {
            this.candidates = candidates;
            this.referrer = referrer;
            this.referrerId = referrer.currentId();
            this.use = use;
            this.bindingNamespaces = bindingNamespaces;
        }

        void run() {
            // The spec was matched against the original type; a patch may have changed the kind since.
            var field = new FieldSpec(
                    referrerId.type(), use.field().path(), use.field().create());
            FieldWalk.change(referrer, field, FieldWalk.Creation.NOTHING, this::update);
        }

        private JsonNode update(JsonNode node) {
            if (node.isNull()) {
                return node;
            }
            if (node instanceof ObjectNode mapping) {
                return updateMapping(mapping);
            }
            if (node instanceof ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    JsonNode element = list.get(i);
                    if (element.isArray()) {
                        throw new BuildException("a name or a mapping is expected, not a list");
                    }
                    list.set(i, update(element));
                }
                return list;
            }
            return updateScalar(node);
        }

        private JsonNode updateScalar(JsonNode node) {
            Resource found = select(Nodes.text(node), candidate -> true, false);
            return found == null || found.name().equals(Nodes.text(node)) ? node : Nodes.string(found.name());
        }

        private JsonNode updateMapping(ObjectNode mapping) {
            JsonNode name = mapping.get("name");
            if (name == null) {
                throw new BuildException("path config error; no 'name' field in node");
            }
            Resource found = select(Nodes.text(name), inNamespaceOf(mapping), true);
            if (found == null) {
                return mapping;
            }
            if (!found.name().equals(Nodes.text(name))) {
                mapping.put("name", found.name());
            }
            if (!found.namespace().isEmpty()) {
                mapping.put("namespace", found.namespace());
            }
            return mapping;
        }

        private Predicate<Candidate> inNamespaceOf(ObjectNode mapping) {
            if (!mapping.has("namespace")) {
                return candidate -> true;
            }
            String namespace = Nodes.text(mapping.get("namespace"));
            if (namespace.equals(ResourceId.NO_NAMESPACE)) {
                return candidate -> false;
            }
            return candidates.anyRead(namespace, this::isVisible)
                    ? candidate -> candidate.original().effectiveNamespace().equals(namespace)
                    : candidate -> candidate.current().effectiveNamespace().equals(namespace);
        }

        /** The one object that is meant; null where none is. */
        private @Nullable Resource select(String oldName, Predicate<Candidate> extra, boolean namespaceCounts) {
            List<Candidate> found = candidates.called(oldName).stream()
                    .filter(candidate -> isVisible(candidate.current().effectiveNamespace()))
                    .filter(extra)
                    .filter(candidate -> wasOfType(candidate, use.target()))
                    .filter(candidate -> fitsRoleReference(candidate))
                    .filter(this::isInReach)
                    .toList();
            if (found.size() == 1) {
                return found.get(0).resource();
            }
            found = keep(found, true);
            if (found.size() > 1) {
                found = keep(found, false);
            }
            if (found.isEmpty()) {
                return null;
            }
            if (found.size() > 1 && !allTheSame(found, namespaceCounts)) {
                throw ambiguous(oldName, found);
            }
            return found.get(0).resource();
        }

        private List<Candidate> keep(List<Candidate> found, boolean emptyMatches) {
            return found.stream()
                    .filter(candidate -> candidate.resource().sameAffixes(referrer, emptyMatches))
                    .toList();
        }

        private static boolean wasOfType(Candidate candidate, GroupVersionKind type) {
            return candidate.previous().stream().anyMatch(id -> id.type().isSelectedBy(type));
        }

        private boolean isVisible(String namespace) {
            return referrerId.clusterScoped()
                    || namespace.equals(ResourceId.NO_NAMESPACE)
                    || namespace.equals(referrerId.effectiveNamespace())
                    || bindingNamespaces.contains(namespace);
        }

        private boolean isInReach(Candidate candidate) {
            return referrerId.clusterScoped()
                    || candidate.current().clusterScoped()
                    || candidate.resource().kind().equals("ServiceAccount")
                    || candidate.current().effectiveNamespace().equals(referrerId.effectiveNamespace());
        }

        private boolean fitsRoleReference(Candidate candidate) {
            JsonNode reference = referrer.content().path("roleRef");
            if (!use.field().path().endsWith("roleRef/name") || !reference.has("apiGroup") || !reference.has("kind")) {
                return true;
            }
            var type =
                    new GroupVersionKind(Nodes.text(reference.get("apiGroup")), "", Nodes.text(reference.get("kind")));
            return wasOfType(candidate, type);
        }

        private static boolean allTheSame(List<Candidate> found, boolean namespaceCounts) {
            Resource first = found.get(0).resource();
            return found.stream()
                    .map(Candidate::resource)
                    .allMatch(each -> each.name().equals(first.name())
                            && (!namespaceCounts || each.namespace().equals(first.namespace())));
        }

        private static BuildException ambiguous(String name, List<Candidate> found) {
            List<String> all = found.stream()
                    .map(candidate ->
                            candidate.current() + " (" + candidate.resource().origin() + ")")
                    .toList();
            return new BuildException(
                    "found multiple possible referrals for the name '" + name + "': " + String.join(", ", all));
        }
    }
}
