package dev.sluice.junit;

/** Starts a cluster, says its processes and its directory on a line each, and waits to be killed. */
final class KilledJvm {

    private KilledJvm() {}

    public static void main(String[] arguments) throws InterruptedException {
        ControlPlane cluster = ControlPlane.start();
        cluster.pids().forEach(System.out::println);
        System.out.println(cluster.kubeconfig().getParent());
        System.out.println("started");
        Thread.currentThread().join();
    }
}
