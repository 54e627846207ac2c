package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to fetch: a GitRepository, defaulted and checked (source-controller api/v1/gitrepository_types.go).
 *
 * @param manifest the object as it was rendered
 * @param secretName {@code spec.secretRef.name}; null where absent
 * @param ignore {@code spec.ignore}; null where absent
 */
public record SourceSpec(
        Manifest manifest,
        String url,
        GitReference reference,
        @Nullable String secretName,
        Duration timeout,
        @Nullable String ignore,
        boolean recurseSubmodules,
        List<Include> include,
        List<String> sparseCheckout) {

    /**
     * One entry of {@code spec.include}: files of another GitRepository of the same namespace.
     *
     * @param fromPath the directory there; empty: all
     * @param toPath the directory here; the repository's name where none is given
     */
    public record Include(String repository, String fromPath, String toPath) {}

    public SourceSpec {
        requireNonNull(manifest, "manifest");
        requireNonNull(url, "url");
        requireNonNull(reference, "reference");
        include = List.copyOf(include);
        sparseCheckout = List.copyOf(sparseCheckout);
    }

    /** {@code spec.verify}; empty where absent. */
    public Optional<Verification> verification() {
        return Verification.of(manifest.content().path("spec"));
    }

    public ObjectId id() {
        return manifest.id();
    }

    /** The data of a Secret, decoded; values are never printed. */
    public record Credentials(Map<String, byte[]> data) {
        public Credentials {
            data = Map.copyOf(data);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
