package dev.sluice.change;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.change.Change.Create;
import dev.sluice.change.Change.HandOver;
import dev.sluice.change.Change.Recreate;
import dev.sluice.change.Change.Update;
import dev.sluice.change.Finding.Refusal;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.List;
import java.util.Optional;

/** Tries one object on the target without applying it, and compares what would become of it with what is there. */
final class Trial implements DryRun.Cases<Finding> {

    private final Cluster cluster;
    private final Differ differ;
    private final Owners owners;
    private final IgnoreRules rules;
    private final Unit unit;
    private final Manifest desired;
    private final Optional<LiveObject> listed;
    private final String digest;

    /**
     * @param cluster the target as the unit sees it
     * @param listed the object as {@link Cluster#live} knew it
     * @param digest of the desired object
     */
    Trial(
            Cluster cluster,
            Differ differ,
            Owners owners,
            IgnoreRules rules,
            Unit unit,
            Manifest desired,
            Optional<LiveObject> listed,
            String digest) {
        this.cluster = cluster;
        this.differ = differ;
        this.owners = owners;
        this.rules = rules;
        this.unit = unit;
        this.desired = desired;
        this.listed = listed;
        this.digest = digest;
    }

    Finding find() {
        Optional<Finding> exempt = exempt(listed);
        if (exempt.isPresent()) {
            return exempt.get();
        }
        try {
            return cluster.dryRun(desired, listed).match(this);
        } catch (Rejected e) {
            return refused(e, Optional.empty(), listed);
        }
    }

    @Override
    public Finding accepted(DryRun.Accepted dryRun) {
        if (dryRun.live().isEmpty()) {
            return changed(Optional.empty(), new Create(unit.id(), desired));
        }
        // An object that no unit owned yet may say only now that it is to be left alone.
        return exempt(dryRun.live()).orElseGet(() -> compared(dryRun.live().get(), dryRun.manifest()));
    }

    @Override
    public Finding immutable(DryRun.Immutable dryRun) {
        Optional<LiveObject> live = Optional.of(dryRun.live());
        Optional<Finding> exempt = exempt(live);
        if (exempt.isPresent()) {
            return exempt.get();
        }
        Manifest present = dryRun.live().manifest();
        boolean force = unit.spec().force() || OptOut.FORCE_ENABLED.in(desired) || OptOut.FORCE_ENABLED.in(present);
        if (force) {
            return changed(
                    live, new Recreate(unit.id(), desired, differ.differences(present, desired), dryRun.refusal()));
        }
        String hint = "to have it deleted and created again, annotate it with " + OptOut.FORCE_ENABLED;
        return refused(new Rejected("", dryRun.refusal(), hint, null), Optional.empty(), live);
    }

    @Override
    public Finding namespaceMissing(DryRun.NamespaceMissing dryRun) {
        var need = new Need.OfNamespace(dryRun.namespace());
        return refused(new Rejected("", dryRun.refusal()), Optional.of(need), listed);
    }

    @Override
    public Finding kindUnknown(DryRun.KindUnknown dryRun) {
        var need = new Need.OfKind(dryRun.group(), dryRun.kind());
        return refused(new Rejected("", dryRun.refusal()), Optional.of(need), listed);
    }

    private Optional<Finding> exempt(Optional<LiveObject> live) {
        return OptOut.fromApplication(desired, live.map(LiveObject::manifest).orElse(null))
                .map(reason -> Finding.exempt(unit, desired, live, reason));
    }

    private Finding compared(LiveObject live, Manifest accepted) {
        Manifest present = live.manifest();
        boolean takesOver = live.needsTakeOver() && !OptOut.SSA_MERGE.in(desired) && !OptOut.SSA_MERGE.in(present);
        Manifest result = takesOver ? cluster.dryRunOfTakeOver(desired, live, accepted) : accepted;
        List<JsonPointer> ignored = rules.pathsOf(accepted);
        List<FieldDifference> fields =
                differ.differences(IgnoreRules.without(ignored, present), IgnoreRules.without(ignored, result));
        if (fields.isEmpty() && !takesOver) {
            var entry = new Entry(ObjectReference.of(desired).version(), digest, live.fingerprint());
            return Finding.unchanged(unit, desired, Optional.of(live), entry);
        }
        Manifest sent = IgnoreRules.leaving(ignored, desired, present, accepted);
        Optional<ObjectId> from = owners.formerOwner(unit.id(), present);
        Change change = from.isPresent()
                ? new HandOver(unit.id(), from.get(), sent, fields, takesOver)
                : new Update(unit.id(), sent, fields, takesOver);
        return changed(Optional.of(live), change);
    }

    private Finding changed(Optional<LiveObject> live, Change change) {
        return Finding.changed(unit, desired, live, digest, change);
    }

    private Finding refused(Rejected failure, Optional<Need> need, Optional<LiveObject> live) {
        Rejected located = failure.at(desired.origin().toString());
        Change provisional = live.map(this::provisional).orElseGet(() -> new Create(unit.id(), desired));
        return Finding.refused(unit, desired, live, new Refusal(located, need), Optional.of(provisional));
    }

    /** What the change would be as far as the desired object tells: what the target adds to it is not known. */
    private Change provisional(LiveObject live) {
        Manifest present = live.manifest();
        return new Update(unit.id(), desired, differ.differences(present, Overlay.of(present, desired)), false);
    }
}
