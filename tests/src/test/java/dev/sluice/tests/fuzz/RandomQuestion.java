package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Sluice and Flux are asked for a seed: a whole build, or one of its steps with odder input than builds have. */
final class RandomQuestion {

    private static final List<String> OPERATIONS =
            List.of("build", "build", "build", "build", "text", "normalize", "normalize", "read", "order", "inventory");
    private static final List<String> VERSIONS = List.of(
            "v1",
            "apps/v1",
            "rbac.authorization.k8s.io/v1",
            "storage.k8s.io/v1",
            "example.com/v1alpha1",
            "apiextensions.k8s.io/v1",
            "networking.k8s.io/v1",
            "batch/v1",
            "admissionregistration.k8s.io/v1",
            "policy/v1",
            "rbac.authorization.k8s.io/v1beta1");
    private static final List<String> KINDS = List.of(
            "Namespace",
            "namespace",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "StorageClass",
            "IngressClass",
            "ResourceQuota",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Secret",
            "Service",
            "LimitRange",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget",
            "Job",
            "Ingress",
            "DaemonSet",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "Widget",
            "WidgetClass",
            "Class",
            "PriorityClass",
            "GatewayClass",
            "HTTPRoute",
            "clusterrole",
            "Zebra",
            "APIService",
            "customresourcedefinition");

    private RandomQuestion() {}

    /** The question of a seed; of a kind of operation, where that is no empty text. */
    static ObjectNode of(long seed, String operation) {
        var chance = new Chance(seed);
        String op = operation.isEmpty() ? chance.of(OPERATIONS) : operation;
        ObjectNode question = OurFlux.JSON.createObjectNode().put("op", op);
        switch (op) {
            case "build" -> new RandomSource(chance, question).draw();
            case "text" -> new RandomExpressions(chance).question(question);
            case "normalize" -> new RandomBuiltIns(chance).question(question);
            case "read" -> question.put("input", new RandomDocuments(chance).lines());
            case "order" -> order(chance, question);
            default -> inventory(chance, question);
        }
        return question;
    }

    private static void order(Chance chance, ObjectNode question) {
        ArrayNode objects = question.putArray("objects");
        for (int count = chance.between(0, 14); count > 0; count--) {
            objects.add(object(chance));
        }
        if (chance.oneIn(2)) {
            question.put(
                    "stageKinds",
                    chance.of(
                            "apps/Deployment",
                            "Secret",
                            "example.com/Widget,batch/Job",
                            " /ConfigMap, apps/DaemonSet",
                            ","));
        }
    }

    private static String object(Chance chance) {
        return String.join(
                "|",
                chance.of(VERSIONS),
                chance.of(KINDS),
                chance.of("", "", "shop", "ops", "a_b", "default"),
                chance.of("web", "api", "system:reader", "a.b", "A", "web-2", "a_b", "x__y", "z:"));
    }

    private static void inventory(Chance chance, ObjectNode question) {
        if (chance.oneIn(2)) {
            question.putArray("objects").add(object(chance));
            return;
        }
        var id = new StringBuilder();
        for (int count = chance.between(1, 7); count > 0; count--) {
            id.append(chance.of(
                    "shop",
                    "web",
                    "apps",
                    "Deployment",
                    "rbac.authorization.k8s.io",
                    "ClusterRole",
                    "",
                    "system__x",
                    "Role"));
            id.append(count > 1 ? chance.of("_", "_", "_", "__", "-") : "");
        }
        question.put("id", id.toString());
    }
}
