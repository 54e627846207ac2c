package dev.sluice.kustomize;

/** An entry of {@code vars}: a field of an object that others name as {@code $(NAME)}. */
record Variable(String name, ResourceId object, String fieldPath, String location) {

    static Variable of(Fields fields) {
        Fields object = fields.object("objref");
        Fields field = fields.object("fieldref");
        String path = field == null ? "" : field.text("fieldPath");
        return new Variable(
                fields.text("name"),
                object == null ? new ResourceId(GroupVersionKind.ANY, "", "", false) : idOf(object),
                path.isEmpty() ? Replacement.DEFAULT_PATH : path,
                fields.location());
    }

    private static ResourceId idOf(Fields object) {
        String apiVersion = object.text("apiVersion");
        String kind = object.text("kind");
        String group = object.text("group");
        String version = object.text("version");
        GroupVersionKind type = apiVersion.isEmpty()
                ? new GroupVersionKind(group, version, kind)
                : GroupVersionKind.of(apiVersion, kind);
        return new ResourceId(type, object.text("name"), object.text("namespace"), false);
    }
}
