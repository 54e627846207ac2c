package dev.sluice.flux;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.failure.InvalidInput;
import dev.sluice.kustomize.LabelSelector;
import dev.sluice.kustomize.LabelSyntax;
import dev.sluice.object.GoDuration;
import dev.sluice.source.SemverRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the texts of Flux's fields must be beyond what their schemas say: what a controller would find out when it uses
 * them is found out before anything is written, with the field's line. The controllers' code is the source of the rules.
 */
enum TextRules {
    /** A regular expression of Go. */
    EXPRESSION {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                problems.add(place, "\"" + text + "\" is not a regular expression: " + e.getDescription(), null);
            }
        }
    },

    /** A selector of labels or annotations in the text form ({@code labels.Parse} of k8s.io/apimachinery). */
    SELECTOR {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            LabelSelector.mistake(text)
                    .ifPresent(mistake -> problems.add(place, mistake, "write for example app=web,tier in (a, b)"));
        }
    },

    /** A label that is set or selected by ({@code metav1.LabelSelectorAsSelector}). */
    LABEL {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            if (!LabelSyntax.isKey(place.step())) {
                problems.add(place, "\"" + place.step() + "\" is no key of a label", null);
            }
            if (!LabelSyntax.isValue(text)) {
                problems.add(place, "\"" + text + "\" is no value of a label", null);
            }
        }
    },

    /** A range of versions (Masterminds/semver). */
    RANGE {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            try {
                SemverRange.parse(place.text(), text);
            } catch (InvalidInput e) {
                problems.add(
                        place,
                        "\"" + text + "\" is not a range of versions",
                        "write for example 1.x or >=1.2.0 <2.0.0");
            }
        }
    },

    /** A duration, in versions whose schemas have no pattern for it: the Go type has one. */
    DURATION {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            try {
                GoDuration.parse(text);
            } catch (IllegalArgumentException e) {
                problems.add(place, "\"" + text + "\" is not a duration", "write for example 5m or 1h30m");
            }
        }
    },

    /** A repository of images without scheme and tag ({@code ParseImageReference} of image-reflector-controller). */
    IMAGE {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            ImageName.mistake(text).ifPresent(mistake -> problems.add(place, mistake, null));
        }
    },

    /** The address of a repository of artifacts ({@code parseRepository} of source-controller). */
    OCI_ADDRESS {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            if (text.startsWith(ImageName.SCHEME)) {
                ImageName.mistake(text.substring(ImageName.SCHEME.length()))
                        .ifPresent(mistake -> problems.add(place, mistake, "write oci://HOST/REPOSITORY"));
            }
        }
    },

    /** A variable's value, of which the name counts: it is checked even where nothing uses it. */
    VARIABLE {
        @Override
        void check(String text, ObjectProblems problems, FieldPlace place) {
            if (!Substitution.isName(place.step())) {
                problems.add(
                        place,
                        "'" + place.step() + "' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'",
                        "write letters, digits and '_', and no digit first");
            }
        }
    };

    private static final Map<String, TextRules> FIELDS = fields();

    /** Notes what is wrong with a text. */
    abstract void check(String text, ObjectProblems problems, FieldPlace place);

    /** The rule of a field; empty where the schema says all. */
    static Optional<TextRules> of(String kind, FieldPlace place) {
        String pattern = place.pattern();
        if (pattern.endsWith(".matchLabels{}")) {
            return Optional.of(LABEL);
        }
        return Optional.ofNullable(FIELDS.get(kind + ":" + pattern));
    }

    private static Map<String, TextRules> fields() {
        var fields = new HashMap<String, TextRules>();
        for (String target : List.of(
                "Kustomization:spec.patches[].target",
                "Kustomization:spec.patchesJson6902[].target",
                "Kustomization:spec.ignore[].target",
                "HelmRelease:spec.driftDetection.ignore[].target",
                "HelmRelease:spec.postRenderers[].kustomize.patches[].target",
                "HelmRelease:spec.postRenderers[].kustomize.patchesJson6902[].target")) {
            for (String field : List.of("group", "version", "kind", "name", "namespace")) {
                fields.put(target + "." + field, EXPRESSION);
            }
            fields.put(target + ".labelSelector", SELECTOR);
            fields.put(target + ".annotationSelector", SELECTOR);
        }
        for (String expression : List.of(
                "Alert:spec.inclusionList[]",
                "Alert:spec.exclusionList[]",
                "ImageRepository:spec.exclusionList[]",
                "ImagePolicy:spec.filterTags.pattern",
                "HelmRelease:spec.chart.spec.verify.matchOIDCIdentity[].issuer",
                "HelmRelease:spec.chart.spec.verify.matchOIDCIdentity[].subject",
                "OCIRepository:spec.verify.matchOIDCIdentity[].issuer",
                "OCIRepository:spec.verify.matchOIDCIdentity[].subject",
                "HelmChart:spec.verify.matchOIDCIdentity[].issuer",
                "HelmChart:spec.verify.matchOIDCIdentity[].subject")) {
            fields.put(expression, EXPRESSION);
        }
        for (String kind : List.of("GitRepository", "OCIRepository")) {
            fields.put(kind + ":spec.ref.semver", RANGE);
        }
        fields.put("ImagePolicy:spec.policy.semver.range", RANGE);
        for (String kind : List.of("Kustomization", "GitRepository", "Bucket", "HelmRepository", "HelmChart")) {
            for (String field : List.of("interval", "retryInterval", "timeout")) {
                fields.put(kind + ":spec." + field, DURATION);
            }
        }
        for (String labels : List.of(
                "Kustomization:spec.commonMetadata.labels{}",
                "HelmRelease:spec.commonMetadata.labels{}",
                "HelmRelease:spec.chart.metadata.labels{}")) {
            fields.put(labels, LABEL);
        }
        fields.put("ImageRepository:spec.image", IMAGE);
        fields.put("OCIRepository:spec.url", OCI_ADDRESS);
        fields.put("Kustomization:spec.postBuild.substitute{}", VARIABLE);
        return Map.copyOf(fields);
    }
}
