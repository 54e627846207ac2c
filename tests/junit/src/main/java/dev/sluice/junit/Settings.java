package dev.sluice.junit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a user says about test clusters: an environment variable, or a system property of its name in lower case with dots. */
record Settings(Map<String, String> environment, Map<String, String> properties) {

    static final String KUBECONFIG = "SLUICE_TEST_KUBECONFIG";
    static final String CLUSTER = "SLUICE_TEST_CLUSTER";
    static final String K3S_IMAGE = "SLUICE_TEST_K3S_IMAGE";
    static final String K3S_PRIVILEGED = "SLUICE_TEST_K3S_PRIVILEGED";
    static final String CACHE = "SLUICE_CACHE";

    Settings {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** Those of this JVM. */
    static Settings ofThisJvm() {
        var properties = new HashMap<String, String>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("sluice.") || name.equals("user.home"))
                .forEach(name -> properties.put(name, System.getProperty(name)));
        return new Settings(System.getenv(), properties);
    }

    /** What a setting says; empty where it says nothing. */
    String get(String name) {
        String property = properties.getOrDefault(name.toLowerCase(Locale.ROOT).replace('_', '.'), "");
        return property.isEmpty() ? environment.getOrDefault(name, "") : property;
    }

    /** Whether a test that cannot run is a failure. */
    boolean isContinuousIntegration() {
        return get("CI").equals("true");
    }
}
