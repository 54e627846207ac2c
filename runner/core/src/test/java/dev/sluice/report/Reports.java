package dev.sluice.report;

import dev.sluice.failure.Problem;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.RunReport.FieldLine;
import dev.sluice.report.RunReport.SkippedLine;
import dev.sluice.report.RunReport.UnitLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports for tests. */
final class Reports {

    static final String REVISION = "master@sha1:4f9ab1c20b3e5d6f708192a3b4c5d6e7f8091a2b";
    static final ObjectId ROOT = unit("flux-system");
    static final ObjectId PODINFO = unit("podinfo");
    static final ObjectId DEPLOYMENT = new ObjectId("apps", "Deployment", "default", "podinfo");
    static final ObjectId SERVICE = new ObjectId("", "Service", "default", "podinfo");

    private Reports() {}

    private static ObjectId unit(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    static RunReport reconciled(List<ChangeLine> changes) {
        return report("reconcile", changes, Verdict.DONE, "1 change", List.of());
    }

    static RunReport differing(List<ChangeLine> changes) {
        return report("diff", changes, Verdict.DIFFERENCES, "1 difference", List.of());
    }

    static RunReport failed(List<Problem> problems, String message) {
        return report("reconcile", List.of(), Verdict.INVALID, message, problems);
    }

    static RunReport validated(List<Problem> problems, List<Problem> warnings, List<Problem> notes) {
        return new RunReport(
                "validate",
                "clusters/dev",
                "",
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                warnings,
                problems,
                notes,
                problems.isEmpty() ? Verdict.DONE : Verdict.INVALID,
                "what was found",
                Duration.ofMillis(1234),
                List.of());
    }

    static ChangeLine created() {
        return new ChangeLine(
                PODINFO, SERVICE, "created", Optional.of(new Origin("apps/service.yaml", 1)), List.of(), "", "");
    }

    static ChangeLine assumed(String assumption) {
        return new ChangeLine(PODINFO, SERVICE, "created", Optional.empty(), List.of(), "", assumption);
    }

    static RunReport checked(Verdict verdict, String message, CheckLine line) {
        return new RunReport(
                "check",
                "clusters/dev",
                "kind-dev",
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(line),
                List.of(),
                List.of(),
                List.of(),
                verdict,
                message,
                Duration.ofMillis(1234),
                List.of());
    }

    static ChangeLine configured(FieldLine field) {
        return new ChangeLine(
                PODINFO,
                DEPLOYMENT,
                "configured",
                Optional.of(new Origin("apps/deployment.yaml", 3)),
                List.of(field),
                "",
                "");
    }

    static FieldLine image() {
        return new FieldLine(
                "spec.template.spec.containers.podinfod.image",
                Optional.of("nginx:1"),
                Optional.of("ghcr.io/stefanprodan/podinfo:6.0.0"));
    }

    /** Of two roots, of which one fails. */
    static RunReport ofRoots(Problem ofAll, Problem ofOne) {
        return together(
                List.of(ofAll),
                List.of(ofOne),
                List.of(
                        root("clusters/dev", List.of(ofAll), List.of(), Verdict.DONE, "4 objects rendered"),
                        root("clusters/prod", List.of(ofAll), List.of(ofOne), Verdict.INVALID, ofOne.toString())));
    }

    private static RunReport root(
            String entry, List<Problem> warnings, List<Problem> problems, Verdict verdict, String message) {
        List<UnitLine> units = List.of(new UnitLine(ROOT, REVISION, REVISION, false, "Unknown", "", List.of(), 4));
        return new RunReport(
                "render",
                entry,
                "",
                verdict == Verdict.DONE ? units : List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                warnings,
                problems,
                List.of(),
                verdict,
                message,
                Duration.ofMillis(1234),
                List.of());
    }

    private static RunReport together(List<Problem> warnings, List<Problem> problems, List<RunReport> roots) {
        return new RunReport(
                "render",
                "clusters/dev clusters/prod",
                "",
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                warnings,
                problems,
                List.of(),
                Verdict.INVALID,
                "1 of 2 roots failed",
                Duration.ofMillis(2345),
                roots);
    }

    private static RunReport report(
            String command, List<ChangeLine> changes, Verdict verdict, String message, List<Problem> problems) {
        return new RunReport(
                command,
                "clusters/dev",
                "dir:out",
                List.of(
                        new UnitLine(
                                ROOT, REVISION, REVISION, false, "True", "Applied revision: " + REVISION, List.of(), 1),
                        new UnitLine(
                                PODINFO, REVISION, REVISION, true, "False", "no|pe\nsecond line", List.of(ROOT), 3)),
                changes,
                12,
                List.of(new SkippedLine(new ObjectId("", "Namespace", "", "flux-system"), "a:1", "Flux component")),
                List.of(),
                List.of(),
                problems,
                List.of(),
                verdict,
                message,
                Duration.ofMillis(1234),
                List.of());
    }
}
