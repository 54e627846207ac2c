package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    private static final Resource ROLES =
            new Resource("rbac.authorization.k8s.io", "v1", "Role", "roles", true, Set.of());
    private static final String BASE = "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles/";

    @Test
    void hasAnAddressForEachObject() {
        assertThat(ROLES.path(role("shop", "system:reader"))).isEqualTo(BASE + "system:reader");
    }

    @Test
    void encodesWhatWouldEndAPath() {
        assertThat(ROLES.path(role("shop", "a b?dryRun=All#ä"))).isEqualTo(BASE + "a%20b%3FdryRun%3DAll%23%C3%A4");
    }

    /** A DELETE of such an object would reach all objects of its kind. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../roles", "%2e"})
    void hasNoAddressForANameThatLeadsElsewhere(String name) {
        assertThatThrownBy(() -> ROLES.path(role("shop", name)))
                .isInstanceOf(Rejected.class)
                .hasMessage("Role: invalid resource name \"" + name + "\"");
    }

    @Test
    void hasNoAddressForANamespaceThatLeadsElsewhere() {
        assertThatThrownBy(() -> ROLES.path(role("..", "reader")))
                .isInstanceOf(Rejected.class)
                .hasMessage("Role: invalid resource name \"..\"");
    }

    private static ObjectId role(String namespace, String name) {
        return new ObjectId("rbac.authorization.k8s.io", "Role", namespace, name);
    }
}
