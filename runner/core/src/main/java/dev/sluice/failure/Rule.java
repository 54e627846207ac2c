package dev.sluice.failure;

import java.util.Locale;

/**
 * What kind of mistake a problem is. Its {@link #id()} is an interface: programs filter by it, and it does not change
 * without a line in the changelog.
 */
public enum Rule {
    FLUX_SCHEMA(
            "A Flux object is not as its CRD wants it",
            "The API server of a cluster with Flux refuses the object: a field is missing, unknown, of the wrong type"
                    + " or has a value that is not possible."),
    NAMESPACE_MISSING(
            "An object has no namespace",
            "Flux does not guess where an object belongs: write metadata.namespace, set namespace in the kustomization,"
                    + " or targetNamespace in the Flux Kustomization."),
    DUPLICATE_OBJECT(
            "An object is rendered twice",
            "Two units, or one unit twice, apply the same object: the last one wins until the other one applies again,"
                    + " and either prunes it. An object belongs to one unit."),
    DUPLICATE_RELEASE(
            "Two HelmReleases are one release",
            "Helm knows a release by its name and the namespace of its storage (spec.storageNamespace, else that of the"
                    + " HelmRelease). Two HelmReleases with the same upgrade each other without end."),
    SOURCE_NOT_FOUND(
            "A source is not defined", "No unit defines the source that a Kustomization names; its files are nowhere."),
    REFERENCE_NOT_FOUND(
            "A Flux object names one that is not defined",
            "No unit defines the object; the controller that reads the reference waits for it without end."),
    DEPENDENCY_NOT_FOUND(
            "A dependency is not defined", "spec.dependsOn names what no unit defines; it is waited for without end."),
    CIRCULAR_DEPENDENCY(
            "Units wait for each other",
            "Each waits for the next one to be ready, and none ever is. Remove one of the dependencies."),
    SUBSTITUTION(
            "A variable cannot be substituted",
            "spec.postBuild has no value for a variable, or an expression is none. Flux is strict about it since 2.9."),
    BUILD(
            "A unit cannot be built",
            "Kustomize refuses the files at spec.path, or there are none. Nothing of the unit would be applied."),
    ENCRYPTED(
            "An encrypted object is not decrypted",
            "SOPS encrypted the object, and its Kustomization does not say how to decrypt it (spec.decryption)."),
    EMPTY_UNIT(
            "A unit that prunes renders to nothing",
            "Flux deletes all that such a unit applied before; Sluice refuses it unless --allow-empty says so."),
    IGNORE_RULE("A rule of spec.ignore means nothing", "A rule of spec.ignore is no JSON pointer or no selector."),
    TEMPLATE(
            "A template uses a removed field",
            "image-automation-controller refuses a messageTemplate with .Updated, and notices it only when there is"
                    + " something to commit."),
    DEPRECATED(
            "A version or a field is deprecated",
            "A newer version of Flux does not serve it any more; the hint says what to write instead."),
    BUILD_WARNING(
            "What is written is not what is applied",
            "The build takes it, but something of it is lost or does nothing."),
    NAMESPACE_NOT_DEFINED(
            "A namespace is not defined",
            "Objects are applied to a namespace that no unit defines: it has to be there before, or the unit is refused."),
    DEPENDENCY_WITHOUT_HEALTH(
            "A dependency is not waited for until it is healthy",
            "dependsOn waits until the other Kustomization is ready. One with neither wait nor healthChecks is ready as"
                    + " soon as its objects are applied: a rollout that hangs stops nobody."),
    HEALTH_CHECKS_IGNORED(
            "healthChecks beside wait",
            "spec.wait checks all objects of the Kustomization; spec.healthChecks is not looked at then."),
    TIMEOUT_RAISED(
            "A timeout is too short to count",
            "kustomize-controller takes 30s for every spec.timeout that is shorter."),
    DEFAULT_BRANCH(
            "A GitRepository names no reference",
            "Without spec.ref Flux takes the branch master, whatever the server's default branch is."),
    DEFAULT_INTERVAL(
            "A HelmRepository names no interval",
            "Flux looks for new charts every minute then, which is more than most servers like."),
    IMAGE_LATEST(
            "An image names no version",
            "Without a tag, or with the tag latest, what runs depends on when it was pulled."),
    IMAGE_WITHOUT_DIGEST(
            "An image names no digest",
            "A tag can be moved to another image. A digest (image:tag@sha256:…) makes what runs certain."),
    CHART_WITHOUT_VERSION(
            "A chart names no version",
            "Without spec.chart.spec.version, or with *, every new version of the chart is rolled out by itself."),
    INPUT_NOT_WRITTEN(
            "An object that is read is not written by any unit",
            "A Secret, ConfigMap or ServiceAccount that a Flux object names has to be in the cluster."),
    UNREACHED_FILE(
            "A file with Flux objects is in no unit",
            "The file lies below a unit's spec.path, but nothing that the unit builds names it: it is never applied."),
    LINK(
            "A symbolic link is left out",
            "Flux leaves symbolic links out of an artifact: what they point to is not seen."),
    NOT_LOOKED_AT(
            "A unit was not looked at, or in part",
            "Its source or its variables are elsewhere, or it is suspended. --local-source KIND/NAMESPACE/NAME=PATH"
                    + " takes a directory for a source."),
    PROBLEM("A problem", "What the run could not do, and why."),
    WARNING("A warning", "What was accepted, and should be known.");

    private final String title;
    private final String help;

    Rule(String title, String help) {
        this.title = title;
        this.help = help;
    }

    /** The name for programs: {@code circular-dependency}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What follows from it, and what to do. */
    public String help() {
        return help;
    }
}
