package dev.sluice.cluster;

/** The right to change what a root brings to a target; gone when closed. */
public interface RunLock extends AutoCloseable {

    @Override
    void close();
}
