package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The rules across fields of Flux's CRDs ({@code x-kubernetes-validations}), by their CEL text. Written by hand: there
 * are few, and they change seldom; a test holds that none of the schemas' is missing.
 */
final class CrdRules {

    private static final Pattern OBJECT_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Set<String> COMMIT_STATUS_PROVIDERS =
            Set.of("github", "gitlab", "gitea", "bitbucketserver", "bitbucket", "azuredevops");

    private static final Map<String, Predicate<JsonNode>> RULES = Map.ofEntries(
            Map.entry(
                    "(has(self.chart) && !has(self.chartRef)) || (!has(self.chart) && has(self.chartRef))",
                    self -> self.has("chart") != self.has("chartRef")),
            Map.entry(
                    "!has(self.retryInterval) || self.name != 'RemediateOnFailure'",
                    self -> !self.has("retryInterval") || !is(self, "name", "RemediateOnFailure")),
            Map.entry(
                    "!has(self.retryInterval) || self.name == 'RetryOnFailure'",
                    self -> !self.has("retryInterval") || is(self, "name", "RetryOnFailure")),
            Map.entry(
                    "has(self.configMapRef) || has(self.secretRef)",
                    self -> self.has("configMapRef") || self.has("secretRef")),
            Map.entry(
                    "!has(self.configMapRef) || !has(self.secretRef)",
                    self -> !self.has("configMapRef") || !self.has("secretRef")),
            Map.entry(
                    "!has(self.interval) || (has(self.digestReflectionPolicy) && self.digestReflectionPolicy =="
                            + " 'Always')",
                    self -> !self.has("interval") || is(self, "digestReflectionPolicy", "Always")),
            Map.entry(
                    "has(self.interval) || !has(self.digestReflectionPolicy) || self.digestReflectionPolicy !="
                            + " 'Always'",
                    self -> self.has("interval") || !is(self, "digestReflectionPolicy", "Always")),
            Map.entry(
                    "self.type != 'generic-oidc' || (has(self.oidcProviders) && size(self.oidcProviders) > 0)",
                    self -> !is(self, "type", "generic-oidc")
                            || !self.path("oidcProviders").isEmpty()),
            Map.entry(
                    "self.type == 'generic-oidc' || !has(self.oidcProviders) || size(self.oidcProviders) == 0",
                    self -> is(self, "type", "generic-oidc")
                            || self.path("oidcProviders").isEmpty()),
            Map.entry(
                    "self.type != 'generic-oidc' || !has(self.secretRef)",
                    self -> !is(self, "type", "generic-oidc") || !self.has("secretRef")),
            Map.entry(
                    "self.type == 'generic-oidc' || has(self.secretRef)",
                    self -> is(self, "type", "generic-oidc") || self.has("secretRef")),
            Map.entry(
                    "self.type == 'github' || self.type == 'gitlab' || self.type == 'gitea' || self.type =="
                            + " 'bitbucketserver' || self.type == 'bitbucket' || self.type == 'azuredevops' ||"
                            + " !has(self.commitStatusExpr)",
                    self -> !self.has("commitStatusExpr")
                            || COMMIT_STATUS_PROVIDERS.contains(
                                    self.path("type").asText())),
            Map.entry(
                    "has(self.pathPattern) && size(self.pathPattern) > 0 || self.artifacts.all(a,"
                            + " a.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'))",
                    self -> !self.path("pathPattern").asText().isEmpty()
                            || StreamSupport.stream(self.path("artifacts").spliterator(), false)
                                    .allMatch(artifact -> OBJECT_NAME.matches(
                                            artifact.path("name").asText()))),
            Map.entry(
                    "self.provider == 'aws' || self.provider == 'generic' || !has(self.sts)",
                    self -> is(self, "provider", "aws") || is(self, "provider", "generic") || !self.has("sts")),
            Map.entry(
                    "self.provider != 'aws' || !has(self.sts) || self.sts.provider == 'aws'",
                    self -> !is(self, "provider", "aws")
                            || !self.has("sts")
                            || is(self.path("sts"), "provider", "aws")),
            Map.entry(
                    "self.provider != 'generic' || !has(self.sts) || self.sts.provider == 'ldap'",
                    self -> !is(self, "provider", "generic")
                            || !self.has("sts")
                            || is(self.path("sts"), "provider", "ldap")),
            Map.entry(
                    "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.secretRef)",
                    self -> !is(self.path("sts"), "provider", "aws")
                            || !self.path("sts").has("secretRef")),
            Map.entry(
                    "!has(self.sts) || self.sts.provider != 'aws' || !has(self.sts.certSecretRef)",
                    self -> !is(self.path("sts"), "provider", "aws")
                            || !self.path("sts").has("certSecretRef")),
            Map.entry(
                    "self.provider != 'generic' || !has(self.serviceAccountName)",
                    self -> !is(self, "provider", "generic") || !self.has("serviceAccountName")),
            Map.entry(
                    "!has(self.secretRef) || !has(self.serviceAccountName)",
                    self -> !self.has("secretRef") || !self.has("serviceAccountName")),
            Map.entry(
                    "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' ||"
                            + " self.provider == 'aws'))",
                    self -> !self.has("serviceAccountName")
                            || is(self, "provider", "azure")
                            || is(self, "provider", "aws")),
            Map.entry(
                    "!has(self.verify) || self.sourceRef.kind == 'HelmRepository'",
                    self -> !self.has("verify") || is(self.path("sourceRef"), "kind", "HelmRepository")));

    private CrdRules() {}

    /** The rule with this text; empty where it is none that is known. */
    static Optional<Predicate<JsonNode>> of(String rule) {
        return Optional.ofNullable(RULES.get(rule));
    }

    private static boolean is(JsonNode self, String field, String value) {
        return self.path(field).asText().equals(value);
    }
}
