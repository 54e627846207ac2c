package dev.sluice.kustomize;

import dev.sluice.object.WrittenScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a value into fields of objects. After kustomize's {@code ValueAddTransformer}. */
final class ValueAddTransformer implements Transformer {

    /**
     * A field.
     *
     * @param position where in a path of directories the value goes, from 1; 0 replaces the field
     */
    private record Target(@Nullable Selector selector, String fieldPath, int position) {}

    private final String value;
    private final List<Target> targets;

    private ValueAddTransformer(String value, List<Target> targets) {
        this.value = value;
        this.targets = List.copyOf(targets);
    }

    static ValueAddTransformer of(Fields fields, KustomizationFiles files) {
        String value = fields.text("value").strip();
        var targets = new ArrayList<>(targetsOf(fields));
        String path = fields.text("targetFilePath");
        if (!path.isEmpty()) {
            targets.addAll(targetsOf(Fields.lenient(BuildFiles.content(files.text(path), files.display(path)))));
        }
        if (targets.isEmpty()) {
            throw new BuildException("must specify at least one target");
        }
        return new ValueAddTransformer(value.isEmpty() ? Paths.baseName(files.directory()) : value, targets);
    }

    private static List<Target> targetsOf(Fields fields) {
        return fields.objects("targets").stream()
                .map(target -> {
                    Fields selector = target.object("selector");
                    String path = target.text("fieldPath");
                    int position = (int) target.number("filePathPosition").orElse(0);
                    if (path.isEmpty()) {
                        throw new BuildException("fieldPath cannot be empty");
                    }
                    if (position < 0) {
                        throw new BuildException("value of FilePathPosition (" + position + ") cannot be negative");
                    }
                    return new Target(selector == null ? null : Selector.of(selector), path, position);
                })
                .toList();
    }

    @Override
    public void transform(ResourceMap resources) {
        for (Target target : targets) {
            List<Resource> selected = target.selector() == null
                    ? resources.resources()
                    : target.selector().select(resources);
            for (Resource resource : selected) {
                change(resource, target);
            }
        }
    }

    private void change(Resource resource, Target target) {
        if (target.fieldPath().equals("metadata/namespace")) {
            new NamespaceTransformer(value, List.of(), false, NamespaceTransformer.Subjects.DEFAULT_ONLY)
                    .change(resource);
            return;
        }
        FieldPath.ofSteps(FieldWalk.split(target.fieldPath(), '/')).put(resource.content(), present -> {
            if (present != null && present.isContainerNode()) {
                throw new BuildException(
                        "a scalar is expected at " + target.fieldPath() + ", not " + Nodes.kindOf(present));
            }
            String text = target.position() == 0 ? value : inserted(Nodes.text(present), target.position() - 1);
            return present == null ? Nodes.plainScalar(text) : WrittenScalar.set(present, Nodes.plainScalar(text));
        });
    }

    private String inserted(String path, int position) {
        boolean absolute = path.startsWith("/");
        var parts = new ArrayList<String>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        parts.add(Math.min(position, parts.size()), value);
        return (absolute ? "/" : "") + String.join("/", parts);
    }
}
