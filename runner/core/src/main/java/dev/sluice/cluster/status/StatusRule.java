package dev.sluice.cluster.status;

/** What the objects of one kind say of themselves. */
@FunctionalInterface
interface StatusRule {

    ObjectStatus of(LiveObject object) throws UnreadableStatus;
}
