package dev.sluice.pipeline;

import dev.sluice.cluster.AccessCheck.AccessRequest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requests that a reconcile makes of a cluster, each once: those for its own state, and a unit's in the name of its
 * user.
 *
 * @param own in the run's own name
 * @param ofUsers in the name of others: of each the requests
 * @param impersonations what the run must be allowed so that it may speak in the names of those
 */
record RequiredAccess(
        Set<AccessRequest> own, Map<String, Set<AccessRequest>> ofUsers, Map<String, AccessRequest> impersonations) {

    private static final List<String> APPLY = List.of("get", "list", "watch", "create", "patch");
    private static final List<String> INVENTORY = List.of("list", "create", "update", "delete");
    private static final List<String> SECRET = List.of("get", "create", "patch");
    private static final List<String> LEASE = List.of("get", "create", "update", "delete");

    static RequiredAccess of(Rendered rendered) {
        var own = new LinkedHashSet<AccessRequest>();
        var ofUsers = new LinkedHashMap<String, Set<AccessRequest>>();
        var impersonations = new LinkedHashMap<String, AccessRequest>();
        ofState(rendered, own);
        for (Unit unit : rendered.units()) {
            Set<AccessRequest> requests = own;
            if (unit.spec().user().isPresent()) {
                String user = unit.spec().user().get();
                requests = ofUsers.computeIfAbsent(user, any -> new LinkedHashSet<>());
                impersonations.put(
                        user,
                        new AccessRequest(
                                "impersonate",
                                "",
                                "ServiceAccount",
                                "",
                                unit.id().namespace()));
            }
            ofUnit(unit, requests);
        }
        return new RequiredAccess(own, ofUsers, impersonations);
    }

    /** The namespaces of the run's own state: it makes those that are missing. */
    static Set<String> namespaces(Rendered rendered) {
        return Stream.concat(
                        Stream.of(rendered.root().namespace()),
                        rendered.units().stream().map(unit -> unit.id().namespace()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void ofState(Rendered rendered, Set<AccessRequest> requests) {
        String namespace = rendered.root().namespace();
        add(LEASE, "coordination.k8s.io", "Lease", namespace, requests);
        add(SECRET, "", "Secret", namespace, requests);
        namespaces(rendered).forEach(each -> add(INVENTORY, "", "ConfigMap", each, requests));
    }

    private static void ofUnit(Unit unit, Set<AccessRequest> requests) {
        unit.manifests().forEach(manifest -> {
            ObjectId id = manifest.id();
            add(APPLY, id.group(), id.kind(), id.namespace(), requests);
            if (unit.spec().prune() || unit.spec().force()) {
                add(List.of("delete"), id.group(), id.kind(), id.namespace(), requests);
            }
        });
    }

    private static void add(
            List<String> verbs, String group, String kind, String namespace, Set<AccessRequest> requests) {
        verbs.forEach(verb -> requests.add(new AccessRequest(verb, group, kind, "", namespace)));
    }
}
