package dev.sluice.kustomize;

import java.util.List;
import java.util.Set;

/** Puts a prefix before names, or a suffix behind. After kustomize's Prefix- and {@code SuffixTransformer}. */
final class AffixTransformer implements Transformer {

    private static final Set<String> KINDS_LEFT_ALONE = Set.of("CustomResourceDefinition", "Namespace");

    private final String prefix;
    private final String suffix;
    private final FieldWalks fields;

    private AffixTransformer(String prefix, String suffix, List<FieldSpec> fields) {
        this.prefix = prefix;
        this.suffix = suffix;
        this.fields = new FieldWalks(fields, FieldWalk.Creation.SCALAR);
    }

    static AffixTransformer prefix(String prefix, List<FieldSpec> fields) {
        return new AffixTransformer(prefix, "", fields);
    }

    static AffixTransformer suffix(String suffix, List<FieldSpec> fields) {
        return new AffixTransformer("", suffix, fields);
    }

    @Override
    public void transform(ResourceMap resources) {
        for (Resource resource : resources.resources()) {
            GroupVersionKind type = resource.originalId().type();
            if (isLeftAlone(type)) {
                continue;
            }
            for (FieldWalk field : fields.of(type)) {
                change(resource, field);
            }
        }
    }

    private void change(Resource resource, FieldWalk field) {
        if (field.spec().path().equals("metadata/name")) {
            resource.addPrefix(prefix);
            resource.addSuffix(suffix);
            if (!prefix.isEmpty() || !suffix.isEmpty()) {
                resource.rememberId();
            }
        }
        // A patch may have changed the kind since.
        if (!field.isFor(resource.type())) {
            return;
        }
        field.change(resource, node -> {
            if (node.isContainerNode()) {
                throw new BuildException("a name is expected, not " + Nodes.kindOf(node));
            }
            return Nodes.rewritten(node, prefix + Nodes.text(node) + suffix);
        });
    }

    private static boolean isLeftAlone(GroupVersionKind type) {
        return KINDS_LEFT_ALONE.contains(type.kind())
                || (type.kind().equals("APIService") && type.group().equals("apiregistration.k8s.io"));
    }
}
