package dev.sluice.junit;

import java.util.Optional;

/** A way to have a cluster. */
interface ClusterKind {

    /** As {@link Settings#CLUSTER} names it. */
    String name();

    /** What a machine that cannot have one lacks. */
    String needs();

    /** Whether it is worth a try, as far as that can be told in a moment. */
    boolean isPossible();

    /** Starts one; empty when it turns out that this machine cannot have one. */
    Optional<TestCluster> start();
}
