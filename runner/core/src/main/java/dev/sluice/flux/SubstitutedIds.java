package dev.sluice.flux;

import dev.sluice.failure.Problem;
import dev.sluice.kustomize.Scopes;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The identities of a build's objects while variables are put into one after the other: two must not become the same.
 * After {@code Replace} of Kustomize's {@code api/resmap/reswrangler.go}, by which kustomize-controller puts each back.
 */
final class SubstitutedIds {

    /** What Kustomize tells objects apart by; none and {@code default} are the same namespace. */
    private record Key(String apiVersion, String kind, String namespace, String name) {

        static Key of(Manifest manifest) {
            String kind = manifest.id().kind();
            String namespace = manifest.id().namespace();
            boolean clusterScoped = Scopes.isClusterScoped(manifest.apiVersion(), kind);
            return new Key(
                    manifest.apiVersion(),
                    kind,
                    clusterScoped || namespace.equals("default") ? "" : namespace,
                    manifest.id().name());
        }
    }

    private final Map<Key, Integer> counts = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    SubstitutedIds(List<Manifest> built) {
        built.forEach(manifest -> counts.merge(Key.of(manifest), 1, Integer::sum));
    }

    /** Puts an object in the place of what it was before. */
    void replace(Manifest before, Manifest after) {
        Key key = Key.of(after);
        if (key.equals(Key.of(before))) {
            return;
        }
        counts.merge(Key.of(before), -1, Integer::sum);
        if (counts.merge(key, 1, Integer::sum) > 1) {
            problems.add(new Problem(
                    after.origin().toString(),
                    after.id() + ": variables give another object of the build the same name, or this one",
                    "two objects of one kind need names that differ after variable substitution"));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
