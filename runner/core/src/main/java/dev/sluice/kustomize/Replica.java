package dev.sluice.kustomize;

/** An entry of {@code replicas}. */
record Replica(String name, long count) {

    static Replica of(Fields fields) {
        return new Replica(fields.text("name"), fields.number("count").orElse(0));
    }
}
