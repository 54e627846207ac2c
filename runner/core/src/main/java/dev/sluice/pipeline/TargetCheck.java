package dev.sluice.pipeline;

import dev.sluice.cluster.Cluster;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.Wording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a reconcile needs: that everything renders, and that the target lets it do what it has to do. */
final class TargetCheck {

    private final RunRequest request;
    private final RunTarget target;

    TargetCheck(RunRequest request, RunTarget target) {
        this.request = request;
        this.target = target;
    }

    Checked check(Rendered rendered) {
        var lines = new ArrayList<CheckLine>();
        Optional<ClusterCheck> cluster = cluster();
        cluster.ifPresent(check -> lines.add(check.version()));
        lines.add(new CheckLine(
                "units",
                true,
                Wording.count(rendered.units().size(), "unit") + " rendered to "
                        + Wording.count(objects(rendered), "object")));
        sources(rendered).forEach(revision -> lines.add(new CheckLine("source", true, revision)));
        rendered.waiting()
                .forEach(unit -> lines.add(new CheckLine(
                        unit.id().toString(),
                        false,
                        "waits for " + join(unit.missing()) + ", which nothing in this run writes")));
        Unsupported.problems(rendered)
                .forEach(problem -> lines.add(new CheckLine(problem.location(), false, problem.what())));
        request.targetDirectory().ifPresent(directory -> lines.add(directory(directory)));
        cluster.ifPresent(check -> lines.addAll(check.permissions(rendered)));
        return new Checked(rendered, lines);
    }

    private Optional<ClusterCheck> cluster() {
        if (target.kind() != TargetKind.CLUSTER) {
            return Optional.empty();
        }
        Cluster cluster = target.cluster();
        return cluster.access().map(access -> new ClusterCheck(cluster, access));
    }

    private CheckLine directory(Path directory) {
        Path existing = directory;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
        return new CheckLine(
                request.target().orElse(""),
                writable,
                writable ? "can be written to" : existing + " is no directory that can be written to");
    }

    private static List<String> sources(Rendered rendered) {
        return rendered.units().stream()
                .map(Unit::source)
                .map(source -> source.repository() + " at " + source.revision())
                .distinct()
                .toList();
    }

    private static long objects(Rendered rendered) {
        return rendered.units().stream()
                .mapToLong(unit -> unit.manifests().size())
                .sum();
    }

    private static String join(List<ObjectId> ids) {
        return String.join(", ", ids.stream().map(ObjectId::toString).toList());
    }
}
