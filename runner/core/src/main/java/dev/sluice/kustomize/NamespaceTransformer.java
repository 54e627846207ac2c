package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/**
 * Puts everything into one namespace. After kustomize's {@code NamespaceTransformer} and
 * {@code api/filters/namespace/namespace.go}.
 */
final class NamespaceTransformer implements Transformer {

    /** Which subjects of role bindings get the namespace. */
    enum Subjects {
        /** Those called {@code default}. */
        DEFAULT_ONLY("defaultOnly"),
        ALL_SERVICE_ACCOUNTS("allServiceAccounts"),
        NONE("none");

        private final String text;

        Subjects(String text) {
            this.text = text;
        }

        static Subjects of(String text) {
            for (Subjects subjects : values()) {
                if (subjects.text.equals(text)) {
                    return subjects;
                }
            }
            if (text.isEmpty()) {
                return DEFAULT_ONLY;
            }
            throw new BuildException(
                    "setRoleBindingSubjects must be defaultOnly, none or allServiceAccounts, not " + text,
                    Spelling.hint(
                            text, Arrays.stream(values()).map(each -> each.text).toList()));
        }
    }

    private static final FieldWalk OWN_NAMESPACE =
            new FieldWalk(FieldSpec.METADATA_NAMESPACE, FieldWalk.Creation.SCALAR);

    private final String namespace;
    private final FieldWalks fields;
    private final boolean unsetOnly;
    private final Subjects subjects;

    NamespaceTransformer(String namespace, List<FieldSpec> fields, boolean unsetOnly, Subjects subjects) {
        this.namespace = namespace;
        this.fields = new FieldWalks(fields, FieldWalk.Creation.SCALAR);
        this.unsetOnly = unsetOnly;
        this.subjects = subjects;
    }

    @Override
    public void transform(ResourceMap resources) {
        if (namespace.isEmpty()) {
            return;
        }
        for (Resource resource : resources.resources()) {
            if (!resource.isDeleted()) {
                resource.rememberId();
                change(resource);
            }
        }
        resources.requireUnique("namespace transformation");
    }

    /** Sets the namespace in all places that one object has for it. */
    void change(Resource resource) {
        ResourceId id = resource.currentId();
        if (!id.clusterScoped()) {
            OWN_NAMESPACE.change(resource, this::set);
        }
        boolean binding =
                id.type().kind().equals("RoleBinding") || id.type().kind().equals("ClusterRoleBinding");
        if (binding) {
            changeSubjects(resource);
        }
        for (FieldWalk field : fields.of(id.type())) {
            if (!isHandledElsewhere(field.spec(), id.type(), binding)) {
                field.change(resource, this::set);
            }
        }
    }

    private static boolean isHandledElsewhere(FieldSpec field, GroupVersionKind type, boolean binding) {
        if (field.path().equals("metadata/namespace")) {
            return true;
        }
        // Only the core Namespace is called like the namespace; others of that kind are something else.
        if (field.path().equals("metadata/name") && !type.apiVersion().equals("v1")) {
            return true;
        }
        boolean bindingField =
                field.type().kind().equals("RoleBinding") || field.type().kind().equals("ClusterRoleBinding");
        return binding && bindingField && field.path().equals("subjects/namespace");
    }

    private JsonNode set(JsonNode node) {
        if (node.isContainerNode()) {
            throw new BuildException("it must be a scalar to hold the namespace, not " + Nodes.kindOf(node));
        }
        if (unsetOnly && !Nodes.text(node).isEmpty()) {
            return node;
        }
        return Nodes.string(namespace);
    }

    private void changeSubjects(Resource resource) {
        if (subjects == Subjects.NONE) {
            return;
        }
        JsonNode list = resource.content().path("subjects");
        if (!Nodes.isMissingOrNull(list) && !list.isArray()) {
            throw new BuildException("setting namespace on (cluster)role binding subjects: the subjects of "
                    + ResourceMap.describe(resource) + " (" + resource.origin() + ") must be a list, not "
                    + Nodes.kindOf(list));
        }
        for (JsonNode element : list) {
            if (element instanceof ObjectNode subject && isWanted(subject)) {
                JsonNode present = subject.get("namespace");
                subject.set("namespace", set(present == null ? Nodes.string("") : present));
            }
        }
    }

    private boolean isWanted(ObjectNode subject) {
        return subjects == Subjects.ALL_SERVICE_ACCOUNTS
                ? Nodes.text(subject.get("kind")).equals("ServiceAccount")
                : Nodes.text(subject.get("name")).equals("default");
    }
}
