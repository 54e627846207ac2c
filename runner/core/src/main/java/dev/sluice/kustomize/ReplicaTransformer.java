package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.sluice.object.WrittenScalar;
import java.util.List;

/** Sets a number of replicas. After kustomize's {@code ReplicaCountTransformer}. */
final class ReplicaTransformer implements Transformer {

    private final Replica replica;
    private final List<FieldSpec> fields;

    ReplicaTransformer(Replica replica, List<FieldSpec> fields) {
        this.replica = replica;
        this.fields = List.copyOf(fields);
    }

    @Override
    public void transform(ResourceMap resources) {
        boolean found = false;
        for (FieldSpec field : fields) {
            List<Resource> matches = resources.matchingAnyId(
                    replica.name(),
                    id -> id.name().equals(replica.name()) && id.type().isSelectedBy(field.type()));
            for (Resource resource : matches) {
                found = true;
                FieldWalk.change(resource, field, FieldWalk.Creation.SCALAR, node -> {
                    if (node.isContainerNode()) {
                        throw new BuildException("a number is expected, not " + Nodes.kindOf(node));
                    }
                    return WrittenScalar.set(node, LongNode.valueOf(replica.count()));
                });
            }
        }
        if (!found) {
            List<String> types =
                    fields.stream().map(field -> field.type().toString()).toList();
            throw new BuildException(
                    "resource with name " + replica.name() + " does not match a config with the following GVK " + types,
                    Spelling.hint(replica.name(), names(resources)));
        }
    }

    /** The names that could have been meant. */
    private List<String> names(ResourceMap resources) {
        return resources.resources().stream()
                .filter(resource ->
                        fields.stream().anyMatch(field -> resource.type().isSelectedBy(field.type())))
                .map(resource -> resource.originalId().name())
                .toList();
    }
}
