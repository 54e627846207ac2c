package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for metadata, each compared with what an API server says to a server-side apply of the same object. */
class ObjectMetadataTest {

    private final FluxObjects flux = new FluxObjects();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace: apps",
                "labels: {app.kubernetes.io/name: web, empty: ''}",
                "labels: {gone: null}",
                "annotations: {Example.COM/Any: any text at all}",
                "finalizers: [finalizers.fluxcd.io]",
                "ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: u, controller: true}]",
                "creationTimestamp: null",
                "creationTimestamp: yesterday",
                "generation: 1.5",
                "generateName: web-",
            })
    void acceptsWhatTheServerAccepts(String metadata) {
        assertThat(mistakes(metadata)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namespace: Apps | metadata.namespace",
                "namespace: a.b | metadata.namespace",
                "labels: {a b: x} | metadata.labels.a b",
                "labels: {a/b/c: x} | metadata.labels.a/b/c",
                "labels: {a: x y} | metadata.labels.a",
                "labels: {a: 1} | metadata.labels.a",
                "annotations: {a b: x} | metadata.annotations.a b",
                "annotations: {a: true} | metadata.annotations.a",
                "annotatoins: {} | metadata.annotatoins",
                "annotatoins: null | metadata.annotatoins",
                "finalizers: [a b] | metadata.finalizers[0]",
                "finalizers: a | metadata.finalizers",
                "generateName: A | metadata.generateName",
                "ownerReferences: [{apiVersion: v1, kind: Pod, name: a}] | metadata.ownerReferences[0].uid",
                "ownerReferences: [{apiVersion: v1, kind: Event, name: a, uid: u}] | metadata.ownerReferences[0]",
                "ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: u, controler: x}]"
                        + " | metadata.ownerReferences[0].controler",
            })
    void refusesWhatTheServerRefuses(String metadata, String field) {
        assertThat(mistakes(metadata)).singleElement().asString().startsWith("Bucket/a: " + field + ": ");
    }

    @Test
    void refusesTwoControllers() {
        String owner = "{apiVersion: v1, kind: Pod, name: a, uid: u, controller: true}";

        assertThat(mistakes("ownerReferences: [" + owner + ", " + owner + "]"))
                .containsExactly("Bucket/a: metadata.ownerReferences[1].controller: is true of"
                        + " metadata.ownerReferences[0], too");
    }

    @Test
    void refusesMoreAnnotationsThanTheServerStores() {
        String half = "x".repeat(128 * 1024);

        assertThat(mistakes("annotations: {a: " + half + ", b: " + half + "}"))
                .containsExactly("Bucket/a: metadata.annotations: are longer than 262144 bytes");
        assertThat(mistakes("annotations: {a: " + half + "}")).isEmpty();
    }

    private List<String> mistakes(String metadata) {
        Manifest bucket = Fixtures.object("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: Bucket
                metadata:
                  name: a
                  %s
                spec: {bucketName: a, endpoint: minio.example, interval: 5m}
                """.formatted(metadata));
        return flux.validate(bucket).stream()
                .map(problem -> problem.what().replace("Bucket/apps/a", "Bucket/a"))
                .map(what -> what.replaceFirst("^Bucket/(Apps|a\\.b)/a", "Bucket/a"))
                .toList();
    }
}
