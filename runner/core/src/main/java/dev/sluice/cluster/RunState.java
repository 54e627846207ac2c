package dev.sluice.cluster;

import dev.sluice.event.CancelSignal;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;

/** What a target remembers between runs: an inventory a unit, and who is running now. */
public interface RunState {

    /** The inventories of all units that belong to the root, in the order of their ids. */
    List<Inventory> inventories(ObjectId root);

    /** Remembers a unit's inventory in place of the one before; when it returns, a killed run no longer loses it. */
    void write(Inventory inventory);

    /** Forgets a unit; one that is not known is a success. */
    void remove(Inventory inventory);

    /**
     * Waits until no other run of the root is on, then holds the others off until the lock is closed or this process is
     * gone.
     *
     * @param patience how long to wait for another run
     * @param cancel ends the waiting with the run
     * @throws dev.sluice.failure.Rejected naming the holder, if it is still running after that
     */
    RunLock lock(ObjectId root, Duration patience, CancelSignal cancel);
}
