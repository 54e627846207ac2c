package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The fields of a random Flux Kustomization that concern its build, and the ConfigMaps and Secrets that it reads. */
final class RandomKustomization {

    private final Words words;
    private final Chance chance;
    private final RandomExpressions expressions;

    RandomKustomization(Words words, RandomExpressions expressions) {
        this.words = words;
        this.chance = words.chance();
        this.expressions = expressions;
    }

    /** Adds it to the question; answers its spec. */
    ObjectNode draw(ObjectNode question, boolean substitutes) {
        ObjectNode object = question.putObject("kustomization");
        object.put("apiVersion", "kustomize.toolkit.fluxcd.io/v1").put("kind", "Kustomization");
        object.putObject("metadata").put("name", "apps").put("namespace", "flux-system");
        ObjectNode spec = object.putObject("spec");
        spec.put("interval", "5m").put("prune", true);
        spec.putObject("sourceRef").put("kind", "GitRepository").put("name", "flux-system");
        text(spec, "targetNamespace", 5, "shop", "ops", "");
        text(spec, "namePrefix", 8, "p-", "");
        text(spec, "nameSuffix", 8, "-s", "");
        patches(spec);
        images(spec);
        components(spec);
        if (chance.oneIn(8)) {
            chance.some(List.of("originAnnotations", "transformerAnnotations", "managedByLabel"), 3)
                    .forEach(spec.putArray("buildMetadata")::add);
        }
        legacy(spec);
        if (chance.oneIn(5)) {
            ObjectNode metadata = spec.putObject("commonMetadata");
            metadata.putObject("labels").put(words.key(), "common").put("kustomize.toolkit.fluxcd.io/name", "mine");
            metadata.putObject("annotations").put(chance.of("a", "kustomize.toolkit.fluxcd.io/substitute"), "disabled");
        }
        if (substitutes || chance.oneIn(6)) {
            postBuild(spec, question);
        }
        return spec;
    }

    private void text(ObjectNode spec, String field, int times, String... choices) {
        if (chance.oneIn(times)) {
            spec.put(field, chance.of(choices));
        }
    }

    private void patches(ObjectNode spec) {
        if (!chance.oneIn(4)) {
            return;
        }
        ArrayNode patches = spec.putArray("patches");
        for (int count = chance.between(1, 3); count > 0; count--) {
            ObjectNode patch = patches.addObject();
            patch.put(
                    "patch",
                    chance.of(
                            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 7\n",
                            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: not-used\ndata:\n  patched: \"yes\"\n",
                            "- op: add\n  path: /metadata/annotations\n  value: {patched: \"1\"}\n",
                            "[{\"op\": \"add\", \"path\": \"/metadata/labels/x\", \"value\": \"${x}\"}]",
                            "kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {$patch: replace, containers: []}}}\n",
                            "$patch: delete\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n",
                            "not a patch",
                            ""));
            if (chance.percent(75)) {
                ObjectNode target = patch.putObject("target");
                text(target, "kind", 2, "ConfigMap", "Deployment", ".*", "Service");
                text(target, "name", 3, "web", "w.*", "api|db", "(");
                text(target, "namespace", 5, "shop", "default", "");
                text(target, "group", 5, "apps", "");
                text(target, "version", 6, "v1");
                text(target, "labelSelector", 6, "app=web", "app in (web, api)", "!app", "a==b==c");
                text(target, "annotationSelector", 9, "team", "env=prod");
            }
        }
    }

    private void images(ObjectNode spec) {
        if (!chance.oneIn(5)) {
            return;
        }
        ArrayNode images = spec.putArray("images");
        for (int count = chance.between(1, 3); count > 0; count--) {
            ObjectNode image = images.addObject();
            image.put("name", chance.of("nginx", "example.com/shop/web", "web", "nginx:1.7.9"));
            text(image, "newName", 3, "example.com/other", "");
            text(image, "newTag", 2, "v9", "", "1.0");
            text(image, "digest", 4, "sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3", "");
        }
    }

    private void components(ObjectNode spec) {
        if (!chance.oneIn(5)) {
            return;
        }
        ArrayNode components = spec.putArray("components");
        for (int count = chance.between(1, 3); count > 0; count--) {
            components.add(chance.of(
                    "component",
                    "./component",
                    "../component",
                    "../base/component",
                    "missing",
                    "https://example.com/c",
                    "github.com/a/b",
                    "GH:x",
                    "git@x:y",
                    "/abs",
                    "file:///x",
                    "file://x",
                    "git::",
                    "a.yaml",
                    "../../../x",
                    "."));
        }
        if (chance.percent(65)) {
            spec.put("ignoreMissingComponents", chance.percent(85));
        }
    }

    private void legacy(ObjectNode spec) {
        if (chance.oneIn(25)) {
            ObjectNode patch = spec.putArray("patchesStrategicMerge").addObject();
            patch.put("apiVersion", "v1").put("kind", "ConfigMap");
            patch.putObject("metadata").put("name", "web");
            patch.putObject("data").put("legacy", "<&> é").put("number", "1");
        }
        if (chance.oneIn(25)) {
            ObjectNode patch = spec.putArray("patchesJson6902").addObject();
            patch.putObject("target")
                    .put("kind", "ConfigMap")
                    .put("version", "v1")
                    .put("name", "web");
            patch.putArray("patch")
                    .addObject()
                    .put("op", "add")
                    .put("path", "/data/x")
                    .put("value", "y");
        }
    }

    private void postBuild(ObjectNode spec, ObjectNode question) {
        ObjectNode postBuild = spec.putObject("postBuild");
        if (chance.percent(80)) {
            ObjectNode variables = postBuild.putObject("substitute");
            for (String name : expressions.names()) {
                if (!name.equals("1v") && !chance.oneIn(4)) {
                    variables.put(name, expressions.value());
                }
            }
            variables.put("quote", "\"");
            text(variables, "a-b", 40, "x");
        }
        text(postBuild, "substituteStrategy", 5, "Always", "WithVariables");
        if (chance.oneIn(3)) {
            ArrayNode references = postBuild.putArray("substituteFrom");
            ArrayNode cluster = question.putArray("cluster");
            for (int count = chance.between(1, 4); count > 0; count--) {
                ObjectNode reference = references.addObject();
                reference.put("kind", chance.of("ConfigMap", "Secret")).put("name", chance.of("one", "two"));
                if (chance.oneIn(2)) {
                    reference.put("optional", chance.percent(85));
                }
                if (chance.percent(80)) {
                    cluster.add(object(reference));
                }
            }
        }
    }

    private ObjectNode object(JsonNode reference) {
        boolean secret = reference.path("kind").asText().equals("Secret");
        ObjectNode object = OurFlux.JSON.createObjectNode();
        object.put("apiVersion", "v1").set("kind", reference.path("kind"));
        object.putObject("metadata")
                .put("namespace", chance.oneIn(12) ? "other" : "flux-system")
                .set("name", reference.path("name"));
        ObjectNode data = object.putObject("data");
        for (int count = chance.between(0, 4); count > 0; count--) {
            String value = expressions.value() + chance.of("", "", "\n", "\r\n");
            String name = chance.oneIn(30) ? chance.of("a.b", "tls.crt") : chance.of("x", "y", "name", "from");
            data.put(name, secret ? Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) : value);
        }
        return object;
    }
}
