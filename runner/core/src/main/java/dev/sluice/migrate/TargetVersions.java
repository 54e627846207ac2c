package dev.sluice.migrate;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.ObjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The API versions that a release of Flux wants ({@code latestAPIVersions} of flux2's {@code cmd/flux/migrate.go}): the
 * newest, but for the image kinds of Flux 2.6. Unlike there, nothing is taken back to an older version.
 */
public final class TargetVersions {

    /** The releases that can be migrated to, the newest first. */
    public static final List<String> RELEASES = List.of("2.9", "2.8", "2.7", "2.6");

    private static final String IMAGES = "image.toolkit.fluxcd.io";

    private final FluxObjects flux;
    private final boolean keepsOldImages;

    /**
     * @param release one of {@link #RELEASES}
     * @throws InvalidInput if it is none of them
     */
    public TargetVersions(FluxObjects flux, String release) {
        this.flux = requireNonNull(flux, "flux");
        if (!RELEASES.contains(release)) {
            String what = "there is no migration to Flux " + release;
            throw InvalidInput.usage(List.of(new Problem("", what, "one of " + String.join(", ", RELEASES))));
        }
        this.keepsOldImages = release.equals("2.6");
    }

    /** What to write in place of an API version; empty where it is no old one of a kind of Flux's. */
    Optional<String> newer(String apiVersion, String kind) {
        List<String> versions = flux.versions(ObjectId.groupOf(apiVersion), kind);
        int given = versions.indexOf(apiVersion);
        return wanted(versions).filter(target -> versions.indexOf(target) < given);
    }

    /** The same for all kinds of the group that have the version; empty where they do not agree. */
    Optional<String> newer(String apiVersion) {
        String group = ObjectId.groupOf(apiVersion);
        Set<Optional<String>> targets = new HashSet<>();
        for (String kind : flux.kinds(group)) {
            if (flux.versions(group, kind).contains(apiVersion)) {
                targets.add(newer(apiVersion, kind));
            }
        }
        return targets.size() == 1 ? targets.iterator().next() : Optional.empty();
    }

    /** Whether any kind has the version, and there is a newer one for it. */
    boolean isOld(String apiVersion) {
        return flux.kinds(ObjectId.groupOf(apiVersion)).stream()
                .anyMatch(kind -> newer(apiVersion, kind).isPresent());
    }

    private Optional<String> wanted(List<String> versions) {
        String old = IMAGES + "/v1beta2";
        return keepsOldImages && versions.contains(old)
                ? Optional.of(old)
                : versions.stream().findFirst();
    }
}
