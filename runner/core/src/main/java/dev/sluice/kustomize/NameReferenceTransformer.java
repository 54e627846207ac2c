package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.kustomize.NameCandidates.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
        var candidates = new NameCandidates(all);
        var byKind = new HashMap<GroupVersionKind, List<Use>>();
        var mistakes = new Mistakes();
        for (Resource referrer : all) {
            List<Use> uses = byKind.computeIfAbsent(referrer.originalId().type(), this::usesOf);
            if (!uses.isEmpty()) {
                mistakes.run(referrer.origin().toString(), () -> update(referrer, uses, candidates));
            }
        }
        mistakes.throwIfAny();
    }

    private static void update(Resource referrer, List<Use> uses, NameCandidates candidates) {
        Set<String> visible = visibleTo(referrer);
        for (Use use : uses) {
            new Update(candidates, referrer, use, visible).run();
        }
    }

    /** The fields in which objects of a type name objects of another. */
    private List<Use> usesOf(GroupVersionKind type) {
        var uses = new ArrayList<Use>();
        for (NameReference reference : references) {
            for (FieldSpec referrer : reference.referrers()) {
                if (type.isSelectedBy(referrer.type())) {
                    uses.add(Use.of(referrer, reference.target()));
                }
            }
        }
        return uses;
    }

    /** The namespaces whose objects an object can name; null for all. */
    private static @Nullable Set<String> visibleTo(Resource referrer) {
        ResourceId id = referrer.currentId();
        if (id.clusterScoped()) {
            return null;
        }
        Set<String> namespaces = serviceAccountNamespaces(referrer);
        namespaces.add(ResourceId.NO_NAMESPACE);
        namespaces.add(id.effectiveNamespace());
        return namespaces;
    }

    /** The namespaces of the service accounts that a role binding names: it sees what is in them. */
    private static Set<String> serviceAccountNamespaces(Resource referrer) {
        var namespaces = new HashSet<String>();
        if (!referrer.kind().equals("RoleBinding")) {
            return namespaces;
        }
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

    private record Use(FieldWalk walk, GroupVersionKind target, boolean isRoleReference) {

        static Use of(FieldSpec field, GroupVersionKind target) {
            return new Use(
                    new FieldWalk(field, FieldWalk.Creation.NOTHING),
                    target,
                    field.path().endsWith("roleRef/name"));
        }
    }

    /** The update of one field of one object. */
    private static final class Update {

        private final NameCandidates candidates;
        private final Resource referrer;
        private final ResourceId referrerId;
        private final Use use;
        private final @Nullable Set<String> visible;

        Update(NameCandidates candidates, Resource referrer, Use use, @Nullable Set<String> visible) {
            this.candidates = candidates;
            this.referrer = referrer;
            this.referrerId = referrer.currentId();
            this.use = use;
            this.visible = visible;
        }

        void run() {
            // The spec was matched against the original type; a patch may have changed the kind since.
            use.walk().change(referrer, this::update);
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
            return found == null || found.name().equals(Nodes.text(node)) ? node : Nodes.rewritten(node, found.name());
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
            return candidates.anyRead(namespace, visible)
                    ? candidate -> candidate.original().effectiveNamespace().equals(namespace)
                    : candidate -> candidate.current().effectiveNamespace().equals(namespace);
        }

        /** The one object that is meant; null where none is. */
        private @Nullable Resource select(String oldName, Predicate<Candidate> extra, boolean namespaceCounts) {
            Predicate<Candidate> fits = extra.and(this::isOfType).and(this::isInReach);
            NameCandidates.Namesakes namesakes =
                    candidates.called(oldName, use.target().kind());
            List<Candidate> found =
                    namesakes.in(visible).stream().filter(fits).limit(2).toList();
            if (found.size() == 1) {
                return found.get(0).resource();
            }
            if (found.isEmpty()) {
                return null;
            }
            found = alike(namesakes.in(visible, referrer).stream().filter(fits), true);
            if (found.size() > 1) {
                found = alike(found.stream(), false);
            }
            if (found.isEmpty()) {
                return null;
            }
            if (found.size() > 1 && !allTheSame(found, namespaceCounts)) {
                throw ambiguous(oldName, found);
            }
            return found.get(0).resource();
        }

        private List<Candidate> alike(Stream<Candidate> found, boolean emptyMatches) {
            return found.filter(candidate -> candidate.resource().sameAffixes(referrer, emptyMatches))
                    .sorted(Comparator.comparingInt(Candidate::position))
                    .toList();
        }

        private boolean isOfType(Candidate candidate) {
            return candidate.wasOfType(use.target()) && fitsRoleReference(candidate);
        }

        private boolean isInReach(Candidate candidate) {
            return referrerId.clusterScoped()
                    || candidate.current().clusterScoped()
                    || isSubject(candidate.resource())
                    || candidate.current().effectiveNamespace().equals(referrerId.effectiveNamespace());
        }

        /** A service account elsewhere: what has no namespace is not named by one, not even by {@code default}. */
        private boolean isSubject(Resource candidate) {
            return candidate.kind().equals("ServiceAccount")
                    && visible != null
                    && visible.contains(candidate.namespace());
        }

        private boolean fitsRoleReference(Candidate candidate) {
            JsonNode reference = referrer.content().path("roleRef");
            if (!use.isRoleReference() || !reference.has("apiGroup") || !reference.has("kind")) {
                return true;
            }
            var type =
                    new GroupVersionKind(Nodes.text(reference.get("apiGroup")), "", Nodes.text(reference.get("kind")));
            return candidate.wasOfType(type);
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
