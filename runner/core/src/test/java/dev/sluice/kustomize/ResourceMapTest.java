package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceMapTest {

    @Test
    void findsAnObjectByItsNewNameAndByItsFormerOne() {
        ResourceMap resources = mapOf("web", "db");

        Resource web = lent(resources, "web");
        web.rememberId();
        web.setName("shop-web");

        assertThat(lent(resources, "shop-web")).isSameAs(web);
        assertThat(lent(resources, "web")).isSameAs(web);
    }

    @Test
    void findsARenamedObjectByAnExpression() {
        ResourceMap resources = mapOf("web", "db");
        lent(resources, "web").setName("shop-1");

        List<Resource> found = resources.matching(TextPattern.of("shop-.*"), resource -> true);

        assertThat(found).extracting(Resource::name).containsExactly("shop-1");
        assertThat(resources.matching(TextPattern.of("we.*"), resource -> true)).isEmpty();
    }

    @Test
    void keepsTheOrderOfWhatItFindsWhenAnEarlierObjectIsRenamed() {
        ResourceMap resources = mapOf("one", "b", "c");
        lent(resources, "one").setName("a");

        List<Resource> found = resources.matching(TextPattern.of("[abc]"), resource -> true);

        assertThat(found).extracting(Resource::name).containsExactly("a", "b", "c");
    }

    @Test
    void noticesThatTwoObjectsGotTheSameName() {
        ResourceMap resources = mapOf("web", "db");
        lent(resources, "web").setName("db");

        assertThatThrownBy(() -> resources.requireUnique("the patch"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("the patch produces ID conflict: ConfigMap/db");
        assertThatThrownBy(() -> resources.add(configMap("db"))).isInstanceOf(BuildException.class);
    }

    @Test
    void takesTwoObjectsThatChangedNamesForDifferentOnes() {
        ResourceMap resources = mapOf("web", "db");
        resources.resources().get(0).setName("db");
        resources.resources().get(1).setName("web");

        assertThatCode(() -> resources.requireUnique("the patch")).doesNotThrowAnyException();
    }

    @Test
    void dropsWhatWasDeletedAndTakesItsNameAnew() {
        ResourceMap resources = mapOf("web", "db");
        lent(resources, "web").delete();

        resources.changed();
        resources.add(configMap("web"));

        assertThat(resources.resources()).extracting(Resource::name).containsExactly("db", "web");
    }

    @Test
    void putsAMergedObjectInThePlaceOfTheOther() {
        ResourceMap resources = mapOf("web", "db");
        Resource merged = configMap("web");
        merged.setBehavior(Behavior.REPLACE);

        resources.absorb(merged);

        assertThat(resources.resources()).extracting(Resource::name).containsExactly("web", "db");
        assertThat(lent(resources, "web")).isSameAs(merged);
    }

    private static Resource lent(ResourceMap resources, String name) {
        return resources.matching(name, resource -> true).get(0);
    }

    private static ResourceMap mapOf(String... names) {
        var resources = new ResourceMap();
        for (String name : names) {
            resources.add(configMap(name));
        }
        return resources;
    }

    private static Resource configMap(String name) {
        return BuildFiles.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}", "file.yaml")
                .get(0);
    }
}
