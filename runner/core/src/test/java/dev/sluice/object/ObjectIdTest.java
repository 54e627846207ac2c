package dev.sluice.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectIdTest {

    @Test
    void takesTheGroupOutOfAnApiVersion() {
        assertThat(ObjectId.of("apps/v1", "Deployment", "shop", "web"))
                .isEqualTo(new ObjectId("apps", "Deployment", "shop", "web"));
        assertThat(ObjectId.of("v1", "Pod", "shop", "web")).isEqualTo(new ObjectId("", "Pod", "shop", "web"));
        assertThat(ObjectId.versionOf("apps/v1")).isEqualTo("v1");
    }

    @Test
    void givesAnObjectWithoutAProperApiVersionNeitherGroupNorKind() {
        assertThat(ObjectId.of("a/b/c", "Pod", "shop", "web")).isEqualTo(new ObjectId("", "", "shop", "web"));
        assertThat(ObjectId.versionOf("a/b/c")).isEmpty();
    }
}
