package dev.sluice.report;

import dev.sluice.event.ShortRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The state of every unit as {@code flux get kustomizations} prints it. */
final class UnitTable {

    private static final List<String> HEAD = List.of("NAME", "REVISION", "SUSPENDED", "READY", "MESSAGE");

    private UnitTable() {}

    /** The table's lines, head first; with a column for the namespace where there are several, as {@code flux get -A} has. */
    static List<String> lines(List<RunReport.UnitLine> units) {
        Set<String> namespaces =
                units.stream().map(unit -> unit.id().namespace()).collect(Collectors.toSet());
        boolean qualified = namespaces.size() > 1;
        var rows = new ArrayList<List<String>>();
        rows.add(qualified ? Columns.with("NAMESPACE", HEAD) : HEAD);
        units.forEach(unit -> rows.add(qualified ? Columns.with(unit.id().namespace(), row(unit)) : row(unit)));
        return Columns.aligned(rows);
    }

    private static List<String> row(RunReport.UnitLine unit) {
        return List.of(
                unit.id().name(),
                ShortRevision.in(unit.revision()),
                unit.suspended() ? "True" : "False",
                unit.ready(),
                ShortRevision.in(Wording.firstLine(unit.message())));
    }
}
