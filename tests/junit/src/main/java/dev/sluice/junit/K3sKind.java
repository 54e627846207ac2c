package dev.sluice.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** K3s in a container, where Testcontainers is on the class path and Docker answers. */
final class K3sKind implements ClusterKind {

    private static final System.Logger LOG = System.getLogger(K3sKind.class.getName());
    private static final String DEFAULT_IMAGE = "rancher/k3s:v1.35.4-k3s1";

    private final String image;
    private final boolean privileged;
    private @Nullable Boolean possible;

    K3sKind(String image, boolean privileged) {
        this.privileged = privileged;
        this.image = image.isEmpty() ? DEFAULT_IMAGE : image;
    }

    @Override
    public String name() {
        return "k3s";
    }

    @Override
    public String needs() {
        return "Docker, and org.testcontainers:testcontainers-k3s on the class path";
    }

    /** Asked once: a Docker that cannot pull what Testcontainers itself wants to start takes minutes to say so. */
    @Override
    public synchronized boolean isPossible() {
        if (possible == null) {
            possible = dockerAnswers();
        }
        return possible;
    }

    private static boolean dockerAnswers() {
        try {
            return K3sCluster.dockerAnswers();
        } catch (NoClassDefFoundError e) {
            // Testcontainers is optional.
            return false;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Docker answers, but Testcontainers cannot use it: {0}",
                    e.getMessage());
            return false;
        }
    }

    @Override
    public Optional<TestCluster> start() {
        Optional<String> missing = K3sCluster.missing(image);
        if (missing.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, "Docker answers, but has no {0}: {1}", image, missing.get());
            return Optional.empty();
        }
        return Optional.of(K3sCluster.start(image, privileged));
    }
}
