package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifests;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectFilesTest {

    private static Set<String> names(String yaml) {
        return ObjectFiles.of(Manifests.read(yaml, "a.yaml")).keySet();
    }

    @Test
    void aFileIsCalledByTypeAndNameInLowerCase() {
        assertThat(names("""
                {apiVersion: v1, kind: Namespace, metadata: {name: Shop}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}
                """)).containsExactly("v1_namespace_shop.yaml", "apps_v1_deployment_web.yaml");
    }

    @Test
    void objectsOfSeveralNamespacesAreToldApartAndNoNamespaceIsTheDefaultOne() {
        assertThat(names("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: Shop}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
                ---
                {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "system:reader"}}
                """))
                .containsExactly(
                        "shop_v1_configmap_settings.yaml",
                        "default_v1_configmap_settings.yaml",
                        "rbac.authorization.k8s.io_v1_clusterrole_system:reader.yaml");
    }

    @Test
    void refusesTwoObjectsInOneFileAndNamesThatLeadElsewhere() {
        InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> names("""
                {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: Settings}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: ../../etc}}
                """));

        assertThat(refusal)
                .hasMessage("a.yaml:3: ConfigMap/Settings and ConfigMap/settings (a.yaml:1) would be one file,"
                        + " 'v1_configmap_settings.yaml'\n"
                        + "a.yaml:5: ConfigMap/../../etc cannot have a file of its own:"
                        + " 'v1_configmap_../../etc.yaml' is no name of a file");
    }
}
