package dev.sluice.apply;

import dev.sluice.apply.Readiness.NotReady;
import dev.sluice.cluster.Cluster;
import java.util.List;

/** Explains why objects are not ready. */
final class Diagnosis {

    private final Requests requests;

    Diagnosis(Requests requests) {
        this.requests = requests;
    }

    /** Lines below the failure that names the objects. */
    List<String> explain(Cluster cluster, List<NotReady> objects) {
        return requests.all(objects, object -> cluster.name()).stream().limit(0).toList();
    }
}
