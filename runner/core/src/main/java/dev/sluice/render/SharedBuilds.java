package dev.sluice.render;

import dev.sluice.flux.BuildInput;
import dev.sluice.flux.BuildMemory;
import dev.sluice.flux.Ownership;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The builds of several roots, each done once, and what was made of their objects. A build that fails is done by each
 * anew: what is wrong is told with the name of whose it is. Objects with variables are other objects for each root, and
 * are not kept. Safe for use by several threads.
 */
final class SharedBuilds implements BuildMemory {

    /**
     * A build that is known.
     *
     * @param author the Kustomization it was done for
     * @param itsOwn whether the result names that Kustomization
     */
    private record Known(KustomizeBuild build, String author, boolean itsOwn) {}

    /** An object by what it is, not by what it says. */
    private static final class Same {
        private final Manifest manifest;

        Same(Manifest manifest) {
            this.manifest = manifest;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // That is what the class is for.
        public boolean equals(Object other) {
            return other instanceof Same same && same.manifest == manifest;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(manifest);
        }
    }

    private final AskedOnce<BuildInput, Known> builds = new AskedOnce<>();
    private final Map<Same, Map<Ownership, Manifest>> finished = new ConcurrentHashMap<>();

    @Override
    public KustomizeBuild built(BuildInput input, String author, Supplier<KustomizeBuild> build) {
        Known known = builds.shared(input, () -> known(build.get(), author));
        return known.itsOwn() && !known.author().equals(author) ? build.get() : known.build();
    }

    private Known known(KustomizeBuild build, String author) {
        build.manifests().forEach(manifest -> finished.put(new Same(manifest), new ConcurrentHashMap<>()));
        boolean itsOwn = build.warnings().stream()
                        .anyMatch(warning -> warning.toString().contains(author))
                || build.manifests().stream()
                        .anyMatch(manifest -> manifest.origin().toString().equals(author));
        return new Known(build, author, itsOwn);
    }

    @Override
    public Manifest finished(Manifest built, Ownership ownership, Supplier<Manifest> finish) {
        Map<Ownership, Manifest> known = finished.get(new Same(built));
        if (known == null) {
            return finish.get();
        }
        Manifest present = known.get(ownership);
        if (present != null) {
            return present;
        }
        Manifest made = finish.get();
        Manifest first = known.putIfAbsent(ownership, made);
        return first == null ? made : first;
    }
}
