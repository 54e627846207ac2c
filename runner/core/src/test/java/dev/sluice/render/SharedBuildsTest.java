package dev.sluice.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.flux.Decryption;
import dev.sluice.flux.DecryptionKeys;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedBuildsTest {

    private final AtomicInteger builds = new AtomicInteger();
    private final FileTree tree;

    SharedBuildsTest(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("kustomization.yaml"), "secretGenerator: [{name: web, files: [password.txt]}]");
        Files.writeString(directory.resolve("password.txt"), """
                {"data": "ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]", "sops": {"mac": "ENC[AES256_GCM,data:A]"}}
                """);
        this.tree = new DirectoryTree(directory, "");
    }

    @Test
    void buildsOnceForUnitsThatDifferInTheirVariablesOnly() {
        FluxBuild build = build();

        build.build(tree, unit("a", "{substitute: {a: b}}"), Map.of("a", "b"), true);
        build.build(tree, unit("b", "{substitute: {a: c}}"), Map.of("a", "c"), true);

        assertThat(builds).hasValue(1);
    }

    @Test
    void buildsAnewWithOtherKeys() {
        FluxBuild build = build();
        KustomizationSpec unit = unit("a", "{}");

        KustomizeBuild first = build.build(tree, unit, Map.of(), keys("one"), true);
        KustomizeBuild second = build.build(tree, unit, Map.of(), keys("two"), true);
        KustomizeBuild third = build.build(tree, unit, Map.of(), keys("one"), true);

        assertThat(second.manifests().get(0).content())
                .isNotEqualTo(first.manifests().get(0).content());
        assertThat(third.manifests()).isEqualTo(first.manifests());
        assertThat(builds).hasValue(2);
    }

    private FluxBuild build() {
        Decryption answeringItsKey =
                (unit, keys) -> document -> keys.entries().getOrDefault("a.agekey", new byte[] {0x78});
        DirectoryBuild kustomize = DirectoryBuild.kustomize();
        return new FluxBuild(
                (files, directory) -> {
                    builds.incrementAndGet();
                    return kustomize.build(files, directory);
                },
                answeringItsKey,
                new SharedBuilds());
    }

    private static DecryptionKeys keys(String key) {
        return new DecryptionKeys(Map.of("a.agekey", key.getBytes(StandardCharsets.UTF_8)));
    }

    private static KustomizationSpec unit(String name, String postBuild) {
        return KustomizationSpec.of(
                Manifests.read("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  path: ./
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  decryption: {provider: sops}
                  postBuild: %s
                """.formatted(name, postBuild), "unit.yaml").get(0));
    }
}
