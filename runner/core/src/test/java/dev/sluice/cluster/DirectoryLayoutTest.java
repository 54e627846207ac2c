package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryLayoutTest {

    private static String file(String group, String kind, String namespace, String name) {
        return DirectoryLayout.fileOf(new ObjectId(group, kind, namespace, name))
                .toString();
    }

    @Test
    void givesEveryObjectAReadableFile() {
        assertThat(file("apps", "Deployment", "shop", "web")).isEqualTo("shop/Deployment.apps_web.yaml");
        assertThat(file("", "Namespace", "", "shop")).isEqualTo("_cluster/Namespace_shop.yaml");
    }

    @Test
    void keepsNamesApartWhereTheFileSystemDoesNotKnowCapitals() {
        String small = file("rbac.authorization.k8s.io", "ClusterRole", "", "system:a");
        String capital = file("rbac.authorization.k8s.io", "ClusterRole", "", "system:A");

        assertThat(small).isEqualTo("_cluster/ClusterRole.rbac.authorization.k8s.io_system%3Aa.yaml");
        assertThat(capital).isNotEqualToIgnoringCase(small);
    }

    @Test
    void staysWithinWhatFileSystemsTake() {
        String longest = "a".repeat(253);

        assertThat(Path.of(file("", "ConfigMap", "shop", longest + "b"))
                        .getFileName()
                        .toString())
                .hasSizeLessThan(255)
                .isNotEqualTo(Path.of(file("", "ConfigMap", "shop", longest + "c"))
                        .getFileName()
                        .toString());
    }

    @Test
    void refusesNamesThatNoServerTakes() {
        var hostile = List.of(
                new ObjectId("", "ConfigMap", "..", "web"),
                new ObjectId("", "ConfigMap", ".sluice", "web"),
                new ObjectId("", "ConfigMap", "/etc", "web"),
                new ObjectId("", "ConfigMap", "shop", "../../etc/passwd"),
                new ObjectId("", "ConfigMap", "shop", ".."),
                new ObjectId("", "ConfigMap", "shop", ""),
                new ObjectId("", "../ConfigMap", "shop", "web"),
                new ObjectId("../x", "ConfigMap", "shop", "web"));

        assertThat(hostile).allSatisfy(id -> assertThatThrownBy(() -> DirectoryLayout.fileOf(id))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("is not valid"));
    }
}
