package dev.sluice.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Free ports on the loopback interface. */
final class Ports {

    /** Below what systems give to outgoing connections: what is free here stays free until a server asks for it by number. */
    private static final int FIRST = 16_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private final RandomGenerator random;

    Ports(RandomGenerator random) {
        this.random = random;
    }

    int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new ClusterUnusable("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
