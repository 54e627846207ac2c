package dev.sluice.kustomize;

/** An entry of {@code images}: what images of a name become. */
record Image(String name, String newName, String newTag, String tagSuffix, String digest) {

    static Image of(Fields fields) {
        return new Image(
                fields.text("name"),
                fields.text("newName"),
                fields.text("newTag"),
                fields.text("tagSuffix"),
                fields.text("digest"));
    }
}
