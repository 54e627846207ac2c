package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random objects of Kubernetes that name each other. */
final class RandomObjects {

    private final Words words;
    private final Chance chance;
    private final List<Supplier<Map<String, Object>>> kinds = List.of(
            this::deployment,
            this::deployment,
            this::statefulSet,
            this::job,
            this::cronJob,
            this::pod,
            this::service,
            this::service,
            this::configMap,
            this::configMap,
            this::secret,
            this::serviceAccount,
            this::role,
            this::roleBinding,
            this::roleBinding,
            this::autoscaler,
            this::ingress,
            this::claim,
            this::volume,
            this::storageClass,
            this::custom,
            this::custom,
            this::definition,
            this::namespace,
            this::webhook,
            this::apiService,
            this::networkPolicy,
            this::disruptionBudget,
            this::priorityClass);

    RandomObjects(Words words) {
        this.words = words;
        this.chance = words.chance();
    }

    Map<String, Object> next() {
        Map<String, Object> object = chance.of(kinds).get();
        if (chance.oneIn(60)) {
            return listOf(object);
        }
        return object;
    }

    private Map<String, Object> listOf(Map<String, Object> object) {
        if (chance.oneIn(2)) {
            return map("apiVersion", "v1", "kind", "List", "items", list(object, configMap()));
        }
        return map("apiVersion", object.get("apiVersion"), "kind", object.get("kind") + "List", "items", list(object));
    }

    private Map<String, Object> object(String apiVersion, String kind, boolean namespaced) {
        return map(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                metadata(words.name(), namespaced ? words.maybeNamespace() : null));
    }

    private Map<String, Object> metadata(String name, @Nullable String namespace) {
        Map<String, Object> annotations = words.maybeLabels();
        if (chance.oneIn(200)) {
            annotations = map("config.kubernetes.io/local-config", chance.of("\"true\"", "\"false\""));
        }
        return map(
                words.mishap(150) ? "generateName" : "name",
                name,
                "namespace",
                namespace,
                "labels",
                words.maybeLabels(),
                "annotations",
                annotations,
                "creationTimestamp",
                chance.oneIn(20) ? "null" : null);
    }

    private Map<String, Object> deployment() {
        Map<String, Object> deployment =
                object(chance.of("apps/v1", "apps/v1", "extensions/v1beta1"), "Deployment", true);
        deployment.put("spec", workload());
        return deployment;
    }

    private Map<String, Object> statefulSet() {
        Map<String, Object> set = object("apps/v1", chance.of("StatefulSet", "DaemonSet", "ReplicaSet"), true);
        Map<String, Object> spec = workload();
        spec.put("serviceName", words.name());
        if (chance.oneIn(2)) {
            spec.put(
                    "volumeClaimTemplates",
                    list(map(
                            "metadata",
                            metadata(words.name(), null),
                            "spec",
                            map("storageClassName", words.name(), "accessModes", list("ReadWriteOnce")))));
        }
        set.put("spec", spec);
        return set;
    }

    private Map<String, Object> workload() {
        Map<String, Object> labels = words.labels();
        boolean anchored = chance.oneIn(12);
        return map(
                "replicas",
                chance.oneIn(2) ? words.number() : null,
                "selector",
                chance.oneIn(8) ? null : map("matchLabels", anchored ? new Yaml.Anchored("labels", labels) : labels),
                "template",
                map(
                        "metadata",
                        map("labels", anchored ? "*labels" : Yaml.copy(labels), "annotations", words.maybeLabels()),
                        "spec",
                        podSpec()));
    }

    private Map<String, Object> job() {
        Map<String, Object> job = object("batch/v1", "Job", true);
        job.put("spec", map("template", map("metadata", map("labels", words.maybeLabels()), "spec", podSpec())));
        return job;
    }

    private Map<String, Object> cronJob() {
        Map<String, Object> job = object(chance.of("batch/v1", "batch/v1beta1"), "CronJob", true);
        job.put(
                "spec",
                map(
                        "schedule",
                        chance.of("\"* * * * *\"", "'@daily'", "0 1 * * *"),
                        "jobTemplate",
                        map("spec", map("template", map("spec", podSpec())))));
        return job;
    }

    private Map<String, Object> pod() {
        Map<String, Object> pod = object("v1", "Pod", true);
        pod.put("spec", podSpec());
        return pod;
    }

    private Map<String, Object> podSpec() {
        List<Object> containers = list(container());
        if (chance.oneIn(3)) {
            containers.add(container());
        }
        List<Object> volumes = new ArrayList<>();
        for (int i = chance.between(0, 3); i > 0; i--) {
            volumes.add(volumeSource());
        }
        return map(
                "serviceAccountName",
                chance.oneIn(3) ? words.name() : null,
                "serviceAccount",
                chance.oneIn(10) ? words.name() : null,
                "priorityClassName",
                chance.oneIn(8) ? words.name() : null,
                "initContainers",
                chance.oneIn(5) ? list(container()) : null,
                "containers",
                chance.oneIn(40) ? list() : containers,
                "imagePullSecrets",
                chance.oneIn(6) ? list(map("name", words.name())) : null,
                "volumes",
                volumes.isEmpty() ? null : volumes,
                "affinity",
                chance.oneIn(8) ? affinity() : null,
                "topologySpreadConstraints",
                chance.oneIn(8)
                        ? list(map(
                                "maxSkew",
                                "1",
                                "topologyKey",
                                "zone",
                                "whenUnsatisfiable",
                                "DoNotSchedule",
                                "labelSelector",
                                map("matchLabels", words.labels())))
                        : null,
                "tolerations",
                chance.oneIn(8) ? list(map("key", words.key(), "operator", "Exists")) : null,
                "nodeSelector",
                words.maybeLabels());
    }

    private Map<String, Object> affinity() {
        return map(
                "podAntiAffinity",
                map(
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        list(map("topologyKey", "host", "labelSelector", map("matchLabels", words.labels()))),
                        "preferredDuringSchedulingIgnoredDuringExecution",
                        chance.oneIn(2)
                                ? list(map(
                                        "weight",
                                        "1",
                                        "podAffinityTerm",
                                        map("topologyKey", "z", "labelSelector", map("matchLabels", words.labels()))))
                                : null));
    }

    private Map<String, Object> container() {
        List<Object> environment = new ArrayList<>();
        for (int i = chance.between(0, 3); i > 0; i--) {
            environment.add(variable());
        }
        return map(
                "name",
                chance.of("main", "side", words.name()),
                "image",
                chance.oneIn(20) ? null : words.image(),
                "command",
                chance.oneIn(3) ? list("sh", "-c", words.oddly("\"echo $(FOO) $$(FOO) $(BAR)x\"")) : null,
                "args",
                chance.oneIn(4) ? list(chance.of("--to=$(FOO)", "$(FOO)", "$(BAR)", words.value())) : null,
                "env",
                environment.isEmpty() ? null : environment,
                "envFrom",
                chance.oneIn(4) ? list(map(chance.of("configMapRef", "secretRef"), map("name", words.name()))) : null,
                "ports",
                chance.oneIn(3) ? ports("containerPort") : null,
                "resources",
                chance.oneIn(6) ? map("limits", map("cpu", words.oddly("1"), "memory", "64Mi")) : null,
                "volumeMounts",
                chance.oneIn(5)
                        ? list(map("name", words.name(), "mountPath", chance.of("/data", "/etc/$(FOO)")))
                        : null,
                "livenessProbe",
                chance.oneIn(8) ? map("httpGet", map("path", "/$(FOO)", "port", words.oddly("8080"))) : null);
    }

    private Map<String, Object> variable() {
        String name = chance.of("FOO", "BAR", "URL");
        return switch (chance.between(0, 4)) {
            case 0 ->
                map(
                        "name",
                        name,
                        "valueFrom",
                        map("configMapKeyRef", map("name", words.name(), "key", chance.of("a", "b.txt"))));
            case 1 -> map("name", name, "valueFrom", map("secretKeyRef", map("name", words.name(), "key", "a")));
            default -> map("name", name, "value", words.oddly(chance.of("$(FOO)", "x-$(BAR)-$(FOO)", "\"1\"", "a")));
        };
    }

    private List<Object> ports(String key) {
        List<Object> ports = new ArrayList<>();
        for (int i = chance.between(1, 4); i > 0; i--) {
            ports.add(map(
                    "name",
                    chance.oneIn(2) ? chance.of("http", "dns", "metrics") : null,
                    key,
                    chance.of("80", "53", "8080"),
                    "protocol",
                    chance.oneIn(2) ? chance.of("TCP", "UDP") : null,
                    "targetPort",
                    key.equals("port") && chance.oneIn(2) ? chance.of("http", "8080") : null));
        }
        return ports;
    }

    private Map<String, Object> volumeSource() {
        String name = words.name();
        return switch (chance.between(0, 6)) {
            case 0 ->
                map(
                        "name",
                        name,
                        "configMap",
                        map(
                                "name",
                                words.name(),
                                "items",
                                chance.oneIn(2) ? list(map("key", "a", "path", "a")) : null));
            case 1 -> map("name", name, "secret", map("secretName", words.name()));
            case 2 -> map("name", name, "persistentVolumeClaim", map("claimName", words.name()));
            case 3 ->
                map(
                        "name",
                        name,
                        "projected",
                        map(
                                "sources",
                                list(
                                        map("configMap", map("name", words.name())),
                                        map("secret", map("name", words.name())))));
            case 4 -> map("name", name, "csi", map("driver", "d", "nodePublishSecretRef", map("name", words.name())));
            default -> map("name", name, "emptyDir", chance.of(map(), map("medium", "Memory")));
        };
    }

    private Map<String, Object> service() {
        Map<String, Object> service = object("v1", "Service", true);
        service.put(
                "spec",
                map(
                        "selector",
                        words.maybeLabels(),
                        "ports",
                        ports("port"),
                        "type",
                        chance.oneIn(4) ? chance.of("ClusterIP", "NodePort", "LoadBalancer") : null));
        return service;
    }

    private Map<String, Object> configMap() {
        Map<String, Object> object = object("v1", "ConfigMap", true);
        object.put(
                "data",
                map(
                        "a",
                        words.oddly(chance.of("one", "web.shop.svc:80", "x=1;y=2")),
                        "b.txt",
                        chance.oneIn(2) ? words.oddly("first\nsecond\n") : null,
                        "empty",
                        chance.oneIn(10) ? words.oddly("\"\"") : null));
        if (chance.oneIn(20)) {
            object.put("immutable", "true");
        }
        return object;
    }

    private Map<String, Object> secret() {
        Map<String, Object> object = object("v1", "Secret", true);
        object.put("type", chance.of("Opaque", "kubernetes.io/tls"));
        object.put(chance.of("data", "stringData"), map("a", "b25l", "b", "dHdv"));
        return object;
    }

    private Map<String, Object> serviceAccount() {
        Map<String, Object> object = object("v1", "ServiceAccount", true);
        if (chance.oneIn(2)) {
            object.put("secrets", list(map("name", words.name())));
            object.put("imagePullSecrets", list(map("name", words.name())));
        }
        return object;
    }

    private Map<String, Object> role() {
        boolean cluster = chance.oneIn(2);
        Map<String, Object> role = object("rbac.authorization.k8s.io/v1", cluster ? "ClusterRole" : "Role", !cluster);
        role.put(
                "rules",
                list(map(
                        "apiGroups",
                        list("\"\""),
                        "resources",
                        list(chance.of("configmaps", "secrets", "services")),
                        "resourceNames",
                        chance.oneIn(2) ? list(words.name()) : null,
                        "verbs",
                        list("get"))));
        if (cluster && chance.oneIn(4)) {
            role.put("aggregationRule", map("clusterRoleSelectors", list(map("matchLabels", words.labels()))));
        }
        return role;
    }

    private Map<String, Object> roleBinding() {
        boolean cluster = chance.oneIn(2);
        Map<String, Object> binding =
                object("rbac.authorization.k8s.io/v1", cluster ? "ClusterRoleBinding" : "RoleBinding", !cluster);
        binding.put(
                "roleRef",
                map(
                        "apiGroup",
                        "rbac.authorization.k8s.io",
                        "kind",
                        cluster ? "ClusterRole" : chance.of("Role", "ClusterRole"),
                        "name",
                        words.name()));
        List<Object> subjects = new ArrayList<>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            subjects.add(map(
                    "kind",
                    chance.oneIn(5) ? chance.of("User", "Group") : "ServiceAccount",
                    "name",
                    words.name(),
                    "namespace",
                    words.maybeNamespace()));
        }
        binding.put("subjects", subjects);
        return binding;
    }

    private Map<String, Object> autoscaler() {
        Map<String, Object> object =
                object(chance.of("autoscaling/v1", "autoscaling/v2"), "HorizontalPodAutoscaler", true);
        object.put(
                "spec",
                map(
                        "scaleTargetRef",
                        map(
                                "apiVersion",
                                "apps/v1",
                                "kind",
                                chance.of("Deployment", "StatefulSet"),
                                "name",
                                words.name()),
                        "minReplicas",
                        words.number(),
                        "maxReplicas",
                        "9"));
        return object;
    }

    private Map<String, Object> ingress() {
        Map<String, Object> object = object("networking.k8s.io/v1", "Ingress", true);
        object.put(
                "spec",
                map(
                        "tls",
                        chance.oneIn(2) ? list(map("hosts", list("a.example.com"), "secretName", words.name())) : null,
                        "ingressClassName",
                        chance.oneIn(4) ? words.name() : null,
                        "defaultBackend",
                        chance.oneIn(5) ? map("service", map("name", words.name(), "port", map("number", "80"))) : null,
                        "rules",
                        list(map(
                                "host",
                                chance.of("a.example.com", "$(FOO).example.com"),
                                "http",
                                map(
                                        "paths",
                                        list(map(
                                                "path",
                                                "/",
                                                "pathType",
                                                "Prefix",
                                                "backend",
                                                map(
                                                        "service",
                                                        map("name", words.name(), "port", map("name", "http"))))))))));
        return object;
    }

    private Map<String, Object> claim() {
        Map<String, Object> object = object("v1", "PersistentVolumeClaim", true);
        object.put(
                "spec",
                map(
                        "accessModes",
                        list("ReadWriteOnce"),
                        "volumeName",
                        chance.oneIn(2) ? words.name() : null,
                        "storageClassName",
                        chance.oneIn(2) ? words.name() : null,
                        "resources",
                        map("requests", map("storage", "1Gi"))));
        return object;
    }

    private Map<String, Object> volume() {
        Map<String, Object> object = object("v1", "PersistentVolume", false);
        object.put(
                "spec",
                map(
                        "storageClassName",
                        words.name(),
                        "claimRef",
                        chance.oneIn(2) ? map("name", words.name(), "namespace", words.namespace()) : null,
                        "capacity",
                        map("storage", "1Gi")));
        return object;
    }

    private Map<String, Object> storageClass() {
        Map<String, Object> object = object("storage.k8s.io/v1", chance.of("StorageClass", "CSIDriver"), false);
        object.put("provisioner", words.value());
        return object;
    }

    private Map<String, Object> priorityClass() {
        Map<String, Object> object = object("scheduling.k8s.io/v1", "PriorityClass", false);
        object.put("value", words.oddly("1000000"));
        return object;
    }

    private Map<String, Object> custom() {
        Map<String, Object> object =
                object(chance.of("example.com/v1", "example.com/v2"), chance.of("Widget", "Gadget"), true);
        object.put(
                "spec",
                map(
                        "image",
                        words.image(),
                        "replicas",
                        words.number(),
                        "configRef",
                        map("name", words.name(), "namespace", chance.oneIn(4) ? words.namespace() : null),
                        "serviceName",
                        chance.oneIn(2) ? words.name() : null,
                        "secretName",
                        words.name(),
                        "selector",
                        chance.oneIn(3) ? map("matchLabels", words.labels()) : null,
                        "parts",
                        list(
                                map("name", "left", "size", words.number(), "tags", list(words.value())),
                                map("name", "right", "size", words.number())),
                        "odd",
                        chance.oneIn(3) ? map("value", words.odd(), "list", list(words.odd(), words.odd())) : null,
                        "nothing",
                        chance.oneIn(12) ? chance.of((Object) map(), list(), "null") : null));
        return object;
    }

    private Map<String, Object> definition() {
        String kind = chance.of("Widget", "Gadget");
        String plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
        return map(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                map("name", plural + ".example.com", "labels", words.maybeLabels()),
                "spec",
                map(
                        "group",
                        "example.com",
                        "names",
                        map("kind", kind, "plural", plural),
                        "scope",
                        chance.of("Namespaced", "Cluster"),
                        "versions",
                        list(map("name", "v1", "served", "true", "storage", "true")),
                        "conversion",
                        chance.oneIn(3)
                                ? map(
                                        "strategy",
                                        "Webhook",
                                        "webhook",
                                        map("clientConfig", map("service", serviceReference())))
                                : null));
    }

    private Map<String, Object> serviceReference() {
        return map("name", words.name(), "namespace", chance.oneIn(4) ? null : words.namespace());
    }

    private Map<String, Object> namespace() {
        return map(
                "apiVersion",
                "v1",
                "kind",
                "Namespace",
                "metadata",
                metadata(chance.oneIn(3) ? words.name() : words.namespace(), null));
    }

    private Map<String, Object> webhook() {
        Map<String, Object> object = object(
                "admissionregistration.k8s.io/v1",
                chance.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"),
                false);
        object.put("webhooks", list(map("name", "a.example.com", "clientConfig", map("service", serviceReference()))));
        return object;
    }

    private Map<String, Object> apiService() {
        Map<String, Object> object = object("apiregistration.k8s.io/v1", "APIService", false);
        object.put("spec", map("group", "g", "version", "v1", "service", serviceReference()));
        return object;
    }

    private Map<String, Object> networkPolicy() {
        Map<String, Object> object = object("networking.k8s.io/v1", "NetworkPolicy", true);
        object.put(
                "spec",
                map(
                        "podSelector",
                        chance.of(map(), map("matchLabels", words.labels())),
                        "ingress",
                        chance.oneIn(2)
                                ? list(map(
                                        "from",
                                        list(map(
                                                chance.of("podSelector", "namespaceSelector"),
                                                map("matchLabels", words.labels())))))
                                : null));
        return object;
    }

    private Map<String, Object> disruptionBudget() {
        Map<String, Object> object = object("policy/v1", "PodDisruptionBudget", true);
        object.put("spec", map("minAvailable", words.oddly("1"), "selector", map("matchLabels", words.labels())));
        return object;
    }
}
