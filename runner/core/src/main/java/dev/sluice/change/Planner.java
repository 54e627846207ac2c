package dev.sluice.change;

import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Finds out what a run would change; writes nothing. */
public final class Planner {

    private final Cluster cluster;
    private final ParallelRequests requests;
    private final PlanOptions options;
    private final ApplyOrder order = ApplyOrder.load();

    /** @param executor makes requests in parallel; the caller of a plan must not occupy it */
    public Planner(Cluster cluster, Executor executor, PlanOptions options) {
        this.cluster = cluster;
        this.requests = new ParallelRequests(executor);
        this.options = options;
    }

    /**
     * Compares everything that was rendered with the target.
     *
     * @throws InvalidInput naming every object that stands twice, every unit that would prune all it has and every
     *     ignore rule that is wrong
     * @throws dev.sluice.failure.Rejected naming every object of a protected kind that would be pruned, unconfirmed
     */
    public ChangeSet plan(Rendered rendered) {
        Map<ObjectId, Inventory> recorded = recorded(rendered.root());
        Set<ObjectId> staying = staying(rendered);
        refuseMistakes(rendered, recorded, staying);

        var fates = new Fates(rendered, recorded);
        var found = new Comparison(cluster, requests, order, recorded).compare(rendered.units());
        Deferrals.Result deferrals = new Deferrals(rendered, order).find(found);
        var departures = new Departures(cluster, order, recorded);
        Departed departed = rendered.seesAllUnits() ? departures.find(fates, staying) : Departed.NOTHING;
        protect(departed.deletions());

        Map<ObjectId, UnitPlan> plans = plans(found, deferrals.assumptions().keySet());
        plans.values().forEach(plan -> protect(plan.changes()));
        return changeSet(
                rendered, plans, deferrals, departed, new InventoryPlans(rendered, recorded).plans(plans, fates));
    }

    private ChangeSet changeSet(
            Rendered rendered,
            Map<ObjectId, UnitPlan> plans,
            Deferrals.Result deferrals,
            Departed departed,
            Map<ObjectId, InventoryPlan> inventories) {
        var changes = new ArrayList<Change>();
        var exempt = new ArrayList<Exempt>();
        var refused = new HashMap<ObjectId, RunFailure>();
        var live = new HashMap<ObjectId, LiveObject>();
        plans.forEach((unit, plan) -> {
            changes.addAll(plan.changes());
            exempt.addAll(plan.exempt());
            plan.refusal().ifPresent(refusal -> refused.put(unit, refusal));
            live.putAll(plan.live());
        });
        changes.addAll(departed.deletions());
        exempt.addAll(departed.kept());
        return new ChangeSet(
                rendered,
                changes,
                plans.values().stream().mapToInt(UnitPlan::unchanged).sum(),
                exempt,
                inventories,
                refused,
                deferrals.assumptions(),
                deferrals.after(),
                live);
    }

    private static Map<ObjectId, UnitPlan> plans(Map<ObjectId, List<Finding>> found, Set<ObjectId> deferred) {
        var plans = new LinkedHashMap<ObjectId, UnitPlan>();
        found.forEach((unit, findings) -> plans.put(unit, UnitPlan.of(findings, deferred)));
        return plans;
    }

    /**
     * Compares some objects of a unit anew, in the moment before they are applied: those that were deferred, because
     * what they need is there now.
     */
    public UnitPlan planAgain(ChangeSet changeSet, Unit unit, Collection<ObjectId> objects) {
        Set<ObjectId> asked = Set.copyOf(objects);
        List<Manifest> desired = unit.manifests().stream()
                .filter(manifest -> asked.contains(manifest.id()))
                .toList();
        Map<ObjectId, Inventory> recorded = changeSet.recorded();
        UnitPlan plan =
                UnitPlan.of(new Comparison(cluster, requests, order, recorded).compareAgain(unit, desired), Set.of());
        protect(plan.changes());
        return plan;
    }

    /**
     * What goes when all that a root's inventories hold is removed.
     *
     * @throws dev.sluice.failure.Rejected naming every object of a protected kind that is not confirmed
     */
    public DeletionPlan planDeletion(ObjectId root) {
        DeletionPlan plan = new Departures(cluster, order, recorded(root)).all(root);
        protect(plan.deletions());
        return plan;
    }

    /**
     * Which deletions of a plan are to be made now: those whose objects are still there, carry the owner labels of their
     * unit and do not opt out. Reads once a kind, not once an object.
     */
    public Departed stillToDelete(List<Delete> deletions) {
        return Departures.stillToMake(cluster, deletions);
    }

    private void protect(List<? extends Change> changes) {
        if (cluster.holdsData()) {
            new Protection(options.confirmedKinds()).check(changes);
        }
    }

    private Map<ObjectId, Inventory> recorded(ObjectId root) {
        var recorded = new LinkedHashMap<ObjectId, Inventory>();
        cluster.state().inventories(root).forEach(inventory -> recorded.put(inventory.unit(), inventory));
        return recorded;
    }

    /** The objects that are not pruned from any inventory: they are applied, or left out of this run on purpose. */
    private static Set<ObjectId> staying(Rendered rendered) {
        var staying = new HashSet<ObjectId>();
        Stream.concat(rendered.units().stream(), rendered.unselected().stream())
                .flatMap(unit -> unit.manifests().stream())
                .forEach(manifest -> staying.add(manifest.id()));
        rendered.skipped().stream().map(Skipped::id).forEach(staying::add);
        return staying;
    }

    private void refuseMistakes(Rendered rendered, Map<ObjectId, Inventory> recorded, Set<ObjectId> staying) {
        var problems = new ArrayList<Problem>(DuplicateObjects.in(rendered));
        rendered.units().forEach(unit -> problems.addAll(IgnoreRules.mistakes(unit.spec())));
        if (!options.allowEmpty()) {
            problems.addAll(EmptyUnits.in(rendered, recorded, staying));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
