package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldLocatorTest {

    private static final String TEXT = """
            # head
            base: &base
              image: a
            ---
            kind: List
            items:
            - kind: Deployment
              spec:
                a/b: 1
                containers:
                - name: web
                  image: b
            - {kind: Other, more: {
                deep: 1}}
            ---
            base: &base
              image: a
            app:
              <<: *base
              port: 1
            """;
    private static final FieldLocator LOCATOR = FieldLocator.of(TEXT, "app.yaml");

    @Test
    void findsAFieldOfADocument() {
        assertThat(locate(2, "/base/image")).isEqualTo("app.yaml:3");
        assertThat(locate(5, "/items/0/spec/containers/0/image")).isEqualTo("app.yaml:12");
    }

    @Test
    void findsAFieldOfAnItemByTheItemsLine() {
        assertThat(locate(7, "/spec/containers/0/name")).isEqualTo("app.yaml:11");
        assertThat(locate(13, "/more/deep")).isEqualTo("app.yaml:14");
    }

    /** The list and its first item begin at one line, and so do the last two items. */
    @Test
    void findsAFieldOfAnItemInFlowStyle() {
        FieldLocator locator = FieldLocator.of("""
                {"kind": "List", "items": [{
                  "spec": {"a": 1}}, {
                  "spec": {
                    "b": 2}}, {"spec": {
                    "c": 3}}, {"spec": {"d": 4}}]}
                """, "list.json");

        assertThat(locator.locate(new Origin("list.json", 1), "/spec/a")).hasToString("list.json:2");
        assertThat(locator.locate(new Origin("list.json", 2), "/spec/b")).hasToString("list.json:4");
        assertThat(locator.locate(new Origin("list.json", 4), "/spec/c")).hasToString("list.json:5");
        assertThat(locator.locate(new Origin("list.json", 5), "/spec/d")).hasToString("list.json:5");
    }

    @Test
    void understandsThePathAsAListAndAsAPointer() {
        Origin object = new Origin("app.yaml", 7);

        assertThat(LOCATOR.locate(object, List.of("spec", "a/b"))).hasToString("app.yaml:9");
        assertThat(LOCATOR.locate(object, "/spec/a~1b")).hasToString("app.yaml:9");
    }

    @Test
    void fallsBackToTheInnermostFieldAroundAMissingOne() {
        assertThat(locate(7, "/spec/containers/0/ports/0")).isEqualTo("app.yaml:11");
        assertThat(locate(7, "")).isEqualTo("app.yaml:7");
    }

    @Test
    void followsAliasesAndMergeKeys() {
        assertThat(locate(16, "/app/image")).isEqualTo("app.yaml:17");
    }

    private static String locate(int line, String pointer) {
        return LOCATOR.locate(new Origin("app.yaml", line), pointer).toString();
    }
}
