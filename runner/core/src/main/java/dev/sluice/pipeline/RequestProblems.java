package dev.sluice.pipeline;

import dev.sluice.failure.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what is wrong with the options of a request. */
final class RequestProblems {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final String NAME_HINT = "lower case letters, digits, '-' and '.'";
    private static final Pattern TARGET = Pattern.compile("cluster|dir:.+", Pattern.DOTALL);
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z]+/[^/]+/[^/]+");
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final String KIND_HINT = "kinds are written as in manifests: ";
    private static final String ALL = "all";

    private final RunRequest request;

    RequestProblems(RunRequest request) {
        this.request = request;
    }

    List<Problem> all() {
        var problems = new ArrayList<Problem>();
        problems.addAll(new RootProblems(request).all());
        problems.addAll(ofTarget());
        request.localSources().keySet().stream()
                .filter(key -> !OBJECT.matcher(key).matches())
                .forEach(key -> problems.add(
                        new Problem("--local-source", "\"" + key + "\" names no source", "Kind/namespace/name=PATH")));
        problems.addAll(ofNames());
        problems.addAll(ofUnits());
        problems.addAll(ofKinds());
        problems.addAll(ofEncrypted());
        problems.addAll(ofOutput());
        problems.addAll(ofSchedule());
        problems.addAll(ofLimits());
        return problems;
    }

    private List<Problem> ofTarget() {
        var problems = new ArrayList<Problem>();
        if (request.target().filter(text -> !TARGET.matcher(text).matches()).isPresent()) {
            problems.add(new Problem(
                    "--target",
                    "\"" + request.target().orElseThrow() + "\" is no target",
                    "a target is cluster or dir:PATH"));
            return problems;
        }
        boolean needsOne = (request.command() != Command.RENDER && !request.hasSeveralRoots())
                || request.target().isPresent();
        if (needsOne && request.command() != Command.VALIDATE && TargetKind.of(request) == TargetKind.NONE) {
            problems.add(new Problem(
                    "--target",
                    "there is nothing to apply to: no directory is named, and no kubeconfig and no account of a pod is there",
                    "--kubeconfig PATH or KUBECONFIG for a cluster, --target dir:PATH for a directory"));
        }
        if (request.targetDirectory().isPresent()) {
            ofCluster()
                    .forEach(option -> problems.add(new Problem(
                            option,
                            "does not go with --target " + request.target().orElseThrow(),
                            "leave out one of them: a directory needs no cluster")));
        }
        return problems;
    }

    /** The options that were given and say something of a cluster only. */
    private List<String> ofCluster() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--kubeconfig", request.kubeconfig().isPresent());
        given.put("--context", request.context().isPresent());
        given.put("--insecure-kubeconfig-exec", request.insecureKubeconfigExec());
        return given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Problem> ofNames() {
        var problems = new ArrayList<Problem>();
        if (!NAME.matcher(request.name()).matches()) {
            problems.add(new Problem("--name", "\"" + request.name() + "\" can be no Kustomization's name", NAME_HINT));
        }
        if (!NAME.matcher(request.namespace()).matches()) {
            problems.add(new Problem(
                    "--namespace", "\"" + request.namespace() + "\" can be no namespace's name", NAME_HINT));
        }
        return problems;
    }

    private List<Problem> ofUnits() {
        var problems = new ArrayList<Problem>();
        request.only().stream()
                .filter(unit -> !OBJECT.matcher(unit).matches())
                .forEach(unit -> problems.add(new Problem(
                        "--only",
                        "\"" + unit + "\" names no unit",
                        "KIND/NAMESPACE/NAME: Kustomization/flux-system/app")));
        if (request.command() == Command.DELETE && !request.only().isEmpty()) {
            problems.add(new Problem("--only", "delete removes a root as a whole", null));
        }
        return problems;
    }

    private List<Problem> ofKinds() {
        var problems = new ArrayList<Problem>();
        request.skipKinds().stream()
                .filter(kind -> !KIND.matcher(kind).matches())
                .forEach(kind -> problems.add(
                        new Problem("--skip-kinds", "\"" + kind + "\" is no kind", KIND_HINT + "HelmRelease")));
        request.confirmPrune().stream()
                .filter(kind -> !kind.equals(ALL) && !KIND.matcher(kind).matches())
                .forEach(kind -> problems.add(new Problem(
                        "--confirm-prune", "\"" + kind + "\" is no kind", KIND_HINT + "Namespace; or all")));
        return problems;
    }

    /** Placeholders are for people; whatever is compared with a target, or applied to it, must be the value. */
    private List<Problem> ofEncrypted() {
        return request.keepEncrypted() && request.command() != Command.RENDER
                ? List.of(new Problem(
                        "--keep-encrypted",
                        request.command().word() + " needs the values themselves",
                        "render shows placeholders in their place"))
                : List.of();
    }

    private List<Problem> ofOutput() {
        return request.layout() == RenderLayout.UNITS && request.output().isEmpty()
                ? List.of(new Problem(
                        "--layout", "says how a directory is written, and none is named", "add --output DIR"))
                : List.of();
    }

    private List<Problem> ofSchedule() {
        var problems = new ArrayList<Problem>();
        if (request.every().isPresent() && request.cron().isPresent()) {
            problems.add(new Problem("--every, --cron", "only one of them can be given", null));
        }
        Command command = request.command();
        if (request.isScheduled() && command != Command.RECONCILE && command != Command.DIFF) {
            problems.add(
                    new Problem("--every, --cron", command.word() + " cannot be scheduled", "reconcile and diff can"));
        }
        request.every()
                .filter(period -> period.compareTo(Duration.ofSeconds(1)) < 0)
                .ifPresent(period -> problems.add(new Problem("--every", "must be at least 1s", null)));
        return problems;
    }

    private List<Problem> ofLimits() {
        var problems = new ArrayList<Problem>();
        notNegative("--grace", request.grace().isNegative(), problems);
        notNegative("--lock-timeout", request.lockTimeout().isNegative(), problems);
        if (request.timeout().isNegative() || request.timeout().isZero()) {
            problems.add(new Problem("--timeout", "must be more than nothing", null));
        }
        notNegative("--retries", request.retries() < 0, problems);
        notNegative("--parallel", request.parallel() < 0, problems);
        return problems;
    }

    private static void notNegative(String option, boolean negative, List<Problem> problems) {
        if (negative) {
            problems.add(new Problem(option, "must not be negative", null));
        }
    }
}
