package dev.sluice.pipeline;

import dev.sluice.failure.Problem;
import dev.sluice.flux.UnsupportedDecryption;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a render had to leave out, told a kind a line. */
final class Unsupported {

    private Unsupported() {}

    static List<Problem> problems(Rendered rendered) {
        var problems = new ArrayList<Problem>();
        byKind(rendered).forEach((kind, objects) -> {
            Skipped first = objects.get(0);
            String others = objects.size() > 1 ? " and " + (objects.size() - 1) + " more" : "";
            problems.add(new Problem(
                    first.origin().toString(), first.id() + others + ": " + first.reason(), hint(rendered)));
        });
        return problems;
    }

    static String hint(Rendered rendered) {
        String hint = "to leave them out knowingly: --skip-kinds "
                + String.join(",", byKind(rendered).keySet());
        boolean encrypted = rendered.unsupported().stream()
                .anyMatch(object -> object.reason().equals(UnsupportedDecryption.REASON));
        return encrypted ? hint + "; to see them with placeholders: render --keep-encrypted" : hint;
    }

    private static Map<String, List<Skipped>> byKind(Rendered rendered) {
        return rendered.unsupported().stream()
                .collect(Collectors.groupingBy(object -> object.id().kind(), TreeMap::new, Collectors.toList()));
    }
}
