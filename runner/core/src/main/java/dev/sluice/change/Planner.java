package dev.sluice.change;

import dev.sluice.change.Comparison.UnitResult;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/** Finds out what a run would change; writes nothing. */
public final class Planner {

    private final Cluster cluster;
    private final Executor executor;
    private final PlanOptions options;
    private final ApplyOrder order = ApplyOrder.load();

    /** @param executor makes requests in parallel; the caller of a plan must not occupy it */
    public Planner(Cluster cluster, Executor executor, PlanOptions options) {
        this.cluster = cluster;
        this.executor = executor;
        this.options = options;
    }

    /**
     * Compares everything that was rendered with the target.
     *
     * @throws InvalidInput naming every object that stands twice and every unit that would prune all it has
     * @throws dev.sluice.failure.Rejected naming every object that the target would refuse
     */
    public ChangeSet plan(Rendered rendered) {
        Map<ObjectId, Inventory> recorded = recorded(rendered.root());
        Set<ObjectId> staying = staying(rendered);
        refuseMistakes(rendered, recorded, staying);

        var fates = new Fates(rendered, recorded);
        Comparison.Result compared = new Comparison(cluster, order, recorded).compare(rendered.units());
        var departures = new Departures(cluster, order, recorded);
        // What left one unit may have entered another that cannot be rendered yet.
        Departures.Result departed =
                rendered.waiting().isEmpty() ? departures.find(fates, staying) : Departures.Result.NOTHING;

        var changes = new ArrayList<Change>();
        var exempt = new ArrayList<Exempt>();
        int unchanged = 0;
        for (UnitResult result : compared.units().values()) {
            changes.addAll(result.changes());
            exempt.addAll(result.exempt());
            unchanged += result.unchanged();
        }
        changes.addAll(departed.deletions());
        exempt.addAll(departed.kept());
        var inventories = new InventoryPlans(rendered, recorded).plans(compared.units(), fates);
        return new ChangeSet(
                rendered,
                changes,
                unchanged,
                exempt,
                inventories,
                compared.refused(),
                Set.of(),
                Map.of(),
                compared.live());
    }

    /**
     * Compares some objects of a unit anew, in the moment before they are applied: those that were deferred, because
     * what they need is there now.
     */
    public UnitPlan planAgain(ChangeSet changeSet, Unit unit, Collection<ObjectId> objects) {
        throw new UnsupportedOperationException(changeSet + " " + unit + objects + executor);
    }

    /** What goes when all that a root's inventories hold is removed. */
    public DeletionPlan planDeletion(ObjectId root) {
        return new Departures(cluster, order, recorded(root)).all(root);
    }

    private Map<ObjectId, Inventory> recorded(ObjectId root) {
        var recorded = new LinkedHashMap<ObjectId, Inventory>();
        cluster.state().inventories(root).forEach(inventory -> recorded.put(inventory.unit(), inventory));
        return recorded;
    }

    /** The objects that are not pruned from any inventory: they are applied, or left out of this run on purpose. */
    private static Set<ObjectId> staying(Rendered rendered) {
        var staying = new HashSet<ObjectId>();
        for (Unit unit : rendered.units()) {
            unit.manifests().forEach(manifest -> staying.add(manifest.id()));
        }
        rendered.skipped().stream().map(Skipped::id).forEach(staying::add);
        return staying;
    }

    private void refuseMistakes(Rendered rendered, Map<ObjectId, Inventory> recorded, Set<ObjectId> staying) {
        var problems = new ArrayList<Problem>(DuplicateObjects.in(rendered));
        if (!options.allowEmpty()) {
            problems.addAll(EmptyUnits.in(rendered, recorded, staying));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
