package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Field;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.DependencyGraph;
import dev.sluice.flux.FieldProblem;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Whether HelmReleases wait for what is there, and not for each other; of Kustomizations rendering tells it. */
final class Dependencies implements Check {

    @Override
    public void look(Scope scope, Findings findings) {
        List<DependencyGraph.Node> nodes =
                scope.flux("HelmRelease").stream().map(Dependencies::node).toList();
        try {
            var unused = new DependencyGraph(nodes).order();
        } catch (InvalidInput e) {
            for (Problem problem : e.problems()) {
                boolean missing =
                        problem.rule().filter(Rule.DEPENDENCY_NOT_FOUND::equals).isPresent();
                if (missing && scope.hasUnseen()) {
                    findings.warning(problem);
                } else {
                    findings.error(problem);
                }
            }
        }
    }

    private static DependencyGraph.Node node(Manifest release) {
        var waitsFor = new ArrayList<ObjectId>();
        var fields = new HashMap<ObjectId, Field>();
        JsonNode entries = release.content().at("/spec/dependsOn");
        for (int index = 0; index < entries.size(); index++) {
            JsonNode entry = entries.get(index);
            String namespace = entry.path("namespace").asText();
            var id = new ObjectId(
                    release.id().group(),
                    release.id().kind(),
                    namespace.isEmpty() ? release.id().namespace() : namespace,
                    entry.path("name").asText());
            if (!id.toString().contains("${")) {
                waitsFor.add(id);
                fields.putIfAbsent(id, FieldProblem.field(release, "spec.dependsOn[" + index + "].name"));
            }
        }
        return new DependencyGraph.Node(release.id(), release.origin(), waitsFor, fields);
    }
}
