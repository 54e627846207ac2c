package dev.sluice.change;

import dev.sluice.change.Change.Create;
import dev.sluice.change.Finding.Refusal;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares desired objects with the target. An object whose desired digest and live fingerprint both equal what its
 * inventory recorded is known to be as it should; only the others are read, tried and compared, all at once.
 */
final class Comparison {

    /** Units that see the target with the same eyes. */
    private record View(Cluster cluster, boolean impersonated, List<Wanted> wanted) {}

    private record Wanted(Unit unit, IgnoreRules rules, Manifest desired) {}

    /** Those of a view's objects that exist; or why the view's user may not know. */
    private record Seen(Map<ObjectId, LiveObject> live, Optional<Rejected> refusal) {}

    /** One object to be compared. */
    private record Question(View view, Seen seen, Wanted wanted) {}

    private final Cluster cluster;
    private final ParallelRequests requests;
    private final Differ differ;
    private final Comparator<ObjectId> order;
    private final Map<ObjectId, Inventory> recorded;

    Comparison(Cluster cluster, ParallelRequests requests, ApplyOrder order, Map<ObjectId, Inventory> recorded) {
        this.cluster = cluster;
        this.requests = requests;
        this.differ = new Differ(cluster.keyedDigest());
        this.order = order.staged();
        this.recorded = recorded;
    }

    /** What was found of each unit's objects, in the order of application. */
    Map<ObjectId, List<Finding>> compare(List<Unit> units) {
        List<Wanted> wanted = units.stream()
                .flatMap(unit -> wanted(unit, unit.manifests()).stream())
                .toList();
        Map<ObjectId, List<Finding>> found = byUnit(ask(wanted, true));
        var ordered = new LinkedHashMap<ObjectId, List<Finding>>();
        units.forEach(unit -> ordered.put(unit.id(), found.getOrDefault(unit.id(), List.of())));
        return ordered;
    }

    /** What is found now of some objects of a unit, in the order of application; nothing that was recorded counts. */
    List<Finding> compareAgain(Unit unit, List<Manifest> objects) {
        return byUnit(ask(wanted(unit, objects), false)).getOrDefault(unit.id(), List.of());
    }

    private static List<Wanted> wanted(Unit unit, List<Manifest> objects) {
        var rules = IgnoreRules.of(unit.spec());
        return objects.stream()
                .map(manifest -> new Wanted(unit, rules, manifest))
                .toList();
    }

    private List<Finding> ask(List<Wanted> wanted, boolean trustsRecords) {
        List<View> views = views(wanted);
        List<Seen> seen = requests.map(views, Comparison::look);
        var questions = new ArrayList<Question>();
        for (int i = 0; i < views.size(); i++) {
            for (Wanted object : views.get(i).wanted()) {
                questions.add(new Question(views.get(i), seen.get(i), object));
            }
        }
        Set<ObjectId> objects =
                wanted.stream().map(object -> object.desired().id()).collect(Collectors.toSet());
        var owners = new Owners(recorded.values(), objects);
        return requests.map(questions, question -> answer(question, owners, trustsRecords));
    }

    private List<View> views(List<Wanted> wanted) {
        var views = new LinkedHashMap<Optional<String>, View>();
        for (Wanted object : wanted) {
            views.computeIfAbsent(
                            object.unit().spec().user(),
                            user -> new View(object.unit().cluster(cluster), user.isPresent(), new ArrayList<>()))
                    .wanted()
                    .add(object);
        }
        return List.copyOf(views.values());
    }

    /** A service account that may not read is a matter of its units; a run that may not read cannot go on. */
    private static Seen look(View view) {
        List<Manifest> desired = view.wanted().stream().map(Wanted::desired).toList();
        try {
            return new Seen(view.cluster().live(desired), Optional.empty());
        } catch (Rejected e) {
            if (!view.impersonated()) {
                throw e;
            }
            return new Seen(Map.of(), Optional.of(e));
        }
    }

    private Finding answer(Question question, Owners owners, boolean trustsRecords) {
        Unit unit = question.wanted().unit();
        Manifest desired = question.wanted().desired();
        if (question.seen().refusal().isPresent()) {
            var refusal = new Refusal(question.seen().refusal().get(), Optional.empty());
            var unseen = new Create(unit.id(), desired);
            return Finding.refused(unit, desired, Optional.empty(), refusal, Optional.of(unseen));
        }
        Optional<LiveObject> live = Optional.ofNullable(question.seen().live().get(desired.id()));
        String digest = cluster.digest(desired);
        Optional<Entry> proof = trustsRecords ? proof(unit, live, digest) : Optional.empty();
        if (proof.isPresent()) {
            return Finding.unchanged(unit, desired, live, proof.get());
        }
        IgnoreRules rules = question.wanted().rules();
        return new Trial(question.view().cluster(), differ, owners, rules, unit, desired, live, digest).find();
    }

    /** The inventory's entry, where it proves that the object is as it should. */
    private Optional<Entry> proof(Unit unit, Optional<LiveObject> live, String digest) {
        return live.flatMap(object -> Optional.ofNullable(recorded.get(unit.id()))
                .map(inventory -> inventory.objects().get(object.id()))
                .filter(entry -> entry.proves(digest, object.fingerprint())));
    }

    private Map<ObjectId, List<Finding>> byUnit(List<Finding> findings) {
        var byUnit = new HashMap<ObjectId, List<Finding>>();
        findings.stream().sorted(Comparator.comparing(Finding::id, order)).forEach(finding -> byUnit.computeIfAbsent(
                        finding.unit().id(), id -> new ArrayList<>())
                .add(finding));
        return byUnit;
    }
}
