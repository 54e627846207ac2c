package dev.sluice.cluster.status;

/** How many Pods a controller of Pods wants, and has. */
record Replicas(long wanted, long present, long ready, long available) {

    static Replicas of(LiveObject object) {
        return new Replicas(
                // The controllers' own default.
                object.number("spec.replicas", 1),
                object.number("status.replicas", 0),
                object.number("status.readyReplicas", 0),
                object.number("status.availableReplicas", 0));
    }

    ObjectStatus tooFew() {
        return ObjectStatus.inProgress("LessReplicas", "Replicas: " + present + "/" + wanted);
    }

    ObjectStatus tooMany() {
        return ObjectStatus.inProgress("ExtraPods", "Pending termination: " + (present - wanted));
    }

    ObjectStatus notReady() {
        return ObjectStatus.inProgress("LessReady", "Ready: " + ready + "/" + wanted);
    }
}
