package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Builds that name what lies outside of their tree. */
class KustomizeRemoteTest {

    private static final String BASE = "https://git.example/shop/base";

    private final Outside outside = new Outside();
    private final MemoryTree tree = new MemoryTree();

    /** Repositories and files that are there; everything else is not. */
    private static final class Outside implements RemoteBases {

        private final Map<String, MemoryTree> repositories = new HashMap<>();
        private final Map<String, String> files = new HashMap<>();
        private RunFailure failure = new Rejected("", "nothing there");
        private String warning = "";

        @Override
        public byte[] file(String url) {
            if (!files.containsKey(url)) {
                throw failure;
            }
            return files.get(url).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean holds(RemoteBase base) {
            return false;
        }

        @Override
        public Optional<String> text(String displayed) {
            return Optional.empty();
        }

        @Override
        public RemoteTree repository(RemoteBase base) {
            MemoryTree found = repositories.get(base.repository());
            if (found == null) {
                throw failure;
            }
            return new RemoteTree(found, warning.isEmpty() ? Optional.empty() : Optional.of(warning));
        }
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }

    private KustomizeBuild build(String kustomization) {
        return new Kustomize(KustomizeOptions.defaults(), outside, ChartInflator.NONE)
                .build(tree.with("kustomization.yaml", kustomization), "");
    }

    private String built(String kustomization) {
        return Manifests.write(build(kustomization).manifests());
    }

    @Test
    void aResourceIsADirectoryOfARepository() {
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with("deploy/kustomization.yaml", "resources: [../common, a.yaml]")
                        .with("deploy/a.yaml", configMap("a"))
                        .with("common/kustomization.yaml", "resources: [b.yaml]")
                        .with("common/b.yaml", configMap("b")));

        assertThat(built("resources: ['" + BASE + "//deploy']\nnamePrefix: dev-\n"))
                .isEqualTo(configMap("dev-a") + "---\n" + configMap("dev-b"));
    }

    @Test
    void aResourceIsAFileOfAWebServer() {
        outside.files.put("https://web.example/a.yaml", configMap("a"));

        assertThat(built("resources: ['https://web.example/a.yaml']\n")).isEqualTo(configMap("a"));
    }

    @Test
    void aPageThatIsNoObjectIsOfARepository() {
        outside.files.put(BASE, "<!doctype html>\n<html></html>\n");
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with("kustomization.yaml", "resources: [a.yaml]")
                        .with("a.yaml", configMap("a")));

        assertThat(built("resources: ['" + BASE + "']\n")).isEqualTo(configMap("a"));
    }

    @Test
    void aComponentIsADirectoryOfARepository() {
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with(
                                "kustomization.yaml",
                                "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: dev-\n"));
        tree.with("a.yaml", configMap("a"));

        assertThat(built("resources: [a.yaml]\ncomponents: ['" + BASE + "']\n")).isEqualTo(configMap("dev-a"));
    }

    @Test
    void patchesAndFilesOfGeneratorsAreOnWebServers() {
        tree.with("a.yaml", configMap("a"));
        outside.files.put("https://web.example/p.yaml", configMap("a") + "data:\n  k: v\n");
        outside.files.put("https://web.example/f", "text");

        assertThat(built("""
                resources: [a.yaml]
                patches: [{path: 'https://web.example/p.yaml'}]
                configMapGenerator:
                - name: f
                  files: ['f=https://web.example/f']
                  options: {disableNameSuffixHash: true}
                """)).isEqualTo("""
                apiVersion: v1
                data:
                  k: v
                kind: ConfigMap
                metadata:
                  name: a
                ---
                apiVersion: v1
                data:
                  f: text
                kind: ConfigMap
                metadata:
                  name: f
                """);
    }

    @Test
    void originsNameTheRepositoryAndTheReferenceWithoutAPassword() {
        outside.repositories.put(
                "https://me:secret@git.example/shop/base",
                new MemoryTree()
                        .with("deploy/kustomization.yaml", "resources: [a.yaml]")
                        .with("deploy/a.yaml", configMap("a")));

        String built = built("""
                resources: ['https://me:secret@git.example/shop/base//deploy?ref=1.0']
                buildMetadata: [originAnnotations]
                """);

        assertThat(built).isEqualTo("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  annotations:
                    config.kubernetes.io/origin: |
                      path: deploy/a.yaml
                      repo: https://me@git.example/shop/base
                      ref: "1.0"
                  name: a
                """);
    }

    @Test
    void whatComesFromARepositoryLoadsOnlyWhatIsItsOwn() {
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with("out/kustomization.yaml", "resources: [../../kustomization.yaml]")
                        .with("beside/kustomization.yaml", "resources: [../a.yaml]")
                        .with("a.yaml", configMap("a")));
        var lenient =
                new Kustomize(KustomizeOptions.defaults().with(LoadRestriction.NONE), outside, ChartInflator.NONE);

        tree.with("kustomization.yaml", "resources:\n- " + BASE + "//out\n- " + BASE + "//beside\n");

        assertThatThrownBy(() -> lenient.build(tree, ""))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("out/kustomization.yaml:1: security; bases in kustomizations found in cloned git repos must"
                        + " be within the repo, but '../../kustomization.yaml' leaves it\n"
                        + "beside/kustomization.yaml:1: security; file '../a.yaml' is not in or below 'beside'");
    }

    @Test
    void aRepositoryThatBuildsOnItselfIsACycle() {
        outside.repositories.put(BASE, new MemoryTree().with("kustomization.yaml", "resources: ['" + BASE + "']\n"));

        assertThatThrownBy(() -> build("resources: ['" + BASE + "']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("kustomization.yaml:1: cycle detected: URI '" + BASE + "' referenced by previous URI '"
                        + BASE + "'");
    }

    @Test
    void whatCannotBeHadIsToldAtItsEntryWithBothReasons() {
        assertThatThrownBy(() -> build("namePrefix: a\nresources:\n- https://me:secret@git.example/shop/base\n"))
                .isInstanceOf(Rejected.class)
                .satisfies(failure -> assertThat(((Rejected) failure).problems())
                        .extracting(Problem::toString)
                        .containsExactly(
                                "kustomization.yaml:3: https://git.example/shop/base: neither a file of objects"
                                        + " (nothing there) nor a Git repository (nothing there) can be had there"));
    }

    @Test
    void everythingThatCannotBeHadIsToldAtOnceBesideOtherMistakes() {
        tree.with("a.yaml", "a: b\n");

        assertThatThrownBy(
                        () -> build("resources:\n- git@git.example:shop/base\n- a.yaml\n- git@git.example:shop/two\n"))
                .isInstanceOf(InvalidInput.class)
                .satisfies(failure -> assertThat(((InvalidInput) failure).problems())
                        .extracting(Problem::location)
                        .containsExactly("a.yaml:1", "kustomization.yaml:2", "kustomization.yaml:4"));
    }

    @Test
    void aServerThatDoesNotAnswerIsWorthAnotherTry() {
        outside.failure = new TransientFailure("", "no answer");

        assertThatThrownBy(() -> build("components: ['" + BASE + "']\n"))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("kustomization.yaml:1: no answer");
    }

    @Test
    void aMovingReferenceIsToldWhereItIsNamed() {
        outside.warning = "names a ref that moves";
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with("kustomization.yaml", "resources: [a.yaml]")
                        .with("a.yaml", configMap("a")));

        assertThat(build("resources:\n- git::" + BASE + "?ref=main\n").warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "kustomization.yaml:2: names a ref that moves",
                        "kustomization.yaml:2: the prefix 'git::' has no effect");
    }

    @Test
    void aDirectoryThatARepositoryLacksIsNamed() {
        outside.repositories.put(BASE, new MemoryTree().with("a.yaml", configMap("a")));

        assertThatThrownBy(() -> build("resources: ['" + BASE + "//nowhere', '" + BASE + "//a.yaml']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("kustomization.yaml:1: no such directory: nowhere\n"
                        + "kustomization.yaml:1: 'a.yaml' refers to a file; expecting directory");
    }

    @Test
    void aUrlThatNamesNoRepositorySaysWhy() {
        assertThatThrownBy(() -> build("components: ['https://git.example/base']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("kustomization.yaml:1: must build at directory: not a valid directory:"
                        + " https://git.example/base")
                .satisfies(failure -> assertThat(((InvalidInput) failure).hint())
                        .hasValue("the URL names no repository: failed to parse repo path segment"));
    }

    @Test
    void theDirectoryOfARepositoryIsBuiltByItsUrl() {
        outside.repositories.put(
                BASE,
                new MemoryTree()
                        .with("deploy/kustomization.yaml", "resources: [a.yaml]")
                        .with("deploy/a.yaml", configMap("a")));
        var kustomize = new Kustomize(KustomizeOptions.defaults(), outside, ChartInflator.NONE);

        assertThat(Kustomize.isRemote(BASE + "//deploy")).isTrue();
        assertThat(Manifests.write(kustomize.build(BASE + "//deploy").manifests()))
                .isEqualTo(configMap("a"));
    }

    @Test
    void aRepositoryOfAServerNamesNoneOfThisMachine() {
        outside.repositories.put(
                BASE, new MemoryTree().with("kustomization.yaml", "resources: ['file:///srv/secret.git']"));

        assertThatThrownBy(() -> build("resources: ['" + BASE + "']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith(
                        "security; a repository of a server names one of this machine: file:///srv/secret.git");
    }

    @Test
    void aServerThatMakesUpRepositoriesIsLeft() {
        for (int i = 0; i < 200; i++) {
            outside.repositories.put(
                    BASE + i, new MemoryTree().with("kustomization.yaml", "resources: ['" + BASE + (i + 1) + "']"));
        }

        assertThatThrownBy(() -> build("resources: ['" + BASE + "0']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("repositories build on one another more than 50 deep");
    }

    @Test
    void repositoriesThatNameEachOtherTwiceEndInTime() {
        for (int i = 0; i < 40; i++) {
            String next = BASE + (i + 1);
            outside.repositories.put(
                    BASE + i,
                    new MemoryTree()
                            .with("kustomization.yaml", "resources: ['" + next + "?ref=a', '" + next + "?ref=b']"));
        }
        outside.repositories.put(BASE + 40, new MemoryTree().with("kustomization.yaml", "namePrefix: a-\n"));

        assertThatThrownBy(() -> build("resources: ['" + BASE + "0']\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the bases lead to directories in more than 100000 ways");
    }

    @Test
    void whatIsToBeKnownOfABaseOfTransformersIsTold() {
        outside.warning = "names a ref that moves";
        outside.repositories.put(BASE, new MemoryTree().with("kustomization.yaml", "resources: []\n"));

        for (String field : List.of("generators", "transformers", "validators")) {
            assertThat(build(field + ": ['" + BASE + "']\n").warnings())
                    .extracting(Problem::toString)
                    .as(field)
                    .anyMatch(warning -> warning.endsWith("names a ref that moves"));
        }
    }
}
