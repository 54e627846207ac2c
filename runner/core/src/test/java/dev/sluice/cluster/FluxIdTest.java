package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.ObjectId;
import org.junit.jupiter.api.Test;

class FluxIdTest {

    @Test
    void writesWhatFluxWrites() {
        assertThat(FluxId.of(new ObjectId("apps", "Deployment", "shop", "web"))).isEqualTo("shop_web_apps_Deployment");
        assertThat(FluxId.of(new ObjectId("", "Namespace", "", "shop"))).isEqualTo("_shop__Namespace");
        assertThat(FluxId.of(new ObjectId("rbac.authorization.k8s.io", "ClusterRole", "", "system:web")))
                .isEqualTo("_system__web_rbac.authorization.k8s.io_ClusterRole");
    }

    @Test
    void readsWhatItWrites() {
        var role = new ObjectId("rbac.authorization.k8s.io", "RoleBinding", "shop", "a:b");

        assertThat(FluxId.parse(FluxId.of(role))).contains(role);
    }

    @Test
    void readsNothingFromWhatIsNoId() {
        assertThat(FluxId.parse("a_b")).isEmpty();
        assertThat(FluxId.parse("web")).isEmpty();
        assertThat(FluxId.parse("a_b_c")).isEmpty();
    }
}
