package dev.sluice.render;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.source.SourceFilter;
import dev.sluice.source.SourceIgnore;
import dev.sluice.source.Workspace;
import java.util.ArrayList;
import java.util.List;

/** What of a workspace is not as in the commit that it stands for, or not as it looks. */
final class WorkspaceWarnings {

    /** More names say no more. */
    private static final int NAMED_LINKS = 3;

    private WorkspaceWarnings() {}

    static List<Problem> of(Workspace workspace) {
        var warnings = new ArrayList<Problem>();
        String root = workspace.root().toString();
        if (workspace.isDirty()) {
            warnings.add(
                    Problem.of(root, "the working tree has changes that are in no commit; they are part of this run"));
        }
        List<String> links = seen(workspace);
        if (!links.isEmpty()) {
            String named = String.join(", ", links.subList(0, Math.min(NAMED_LINKS, links.size())));
            String more = links.size() > NAMED_LINKS ? " and " + (links.size() - NAMED_LINKS) + " more" : "";
            warnings.add(new Problem(
                    root,
                    "symbolic links are left out, as Flux leaves them out of an artifact: " + named + more,
                    "copy what they point to, or leave them out with .sourceignore"));
        }
        return warnings;
    }

    /** Each link that is left out, where it stands. */
    static List<Problem> links(Workspace workspace) {
        return seen(workspace).stream()
                .map(link -> new Problem(
                                link,
                                "a symbolic link is left out, as Flux leaves it out of an artifact",
                                "copy what it points to, or leave it out with .sourceignore")
                        .under(Rule.LINK))
                .toList();
    }

    /** Those that the ignore rules do not leave out anyway. */
    private static List<String> seen(Workspace workspace) {
        List<String> links = workspace.links();
        if (links.isEmpty()) {
            return links;
        }
        SourceFilter rules = SourceIgnore.of(workspace.root(), null);
        return links.stream().filter(link -> !rules.ignored(link, false)).toList();
    }
}
