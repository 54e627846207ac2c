package dev.sluice.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tags of a repository that are versions of a range (fluxcd/pkg version/version.go, git/gogit/clone.go). */
public final class GitVersions {

    private static final int PARTS = 3;

    private final SemverRange range;

    public GitVersions(SemverRange range) {
        this.range = range;
    }

    /** The version of a tag: all three numbers must be there, unlike in a range. */
    public static Optional<SemanticVersion> parse(String tag) {
        return tag.split("\\.", PARTS).length == PARTS ? SemanticVersion.parse(tag) : Optional.empty();
    }

    /** The versions of the range among some tags, the newest first. */
    public List<SemanticVersion> matching(Collection<String> tags) {
        return tags.stream()
                .map(GitVersions::parse)
                .flatMap(Optional::stream)
                .filter(range::contains)
                .sorted(SemanticVersion.PRECEDENCE.reversed())
                .toList();
    }

    /**
     * The tags of the newest version of the range, sorted; several where they differ in build metadata only. Of those,
     * Flux takes the one with the newest commit. Empty where no tag is in the range.
     */
    public List<String> newest(Collection<String> tags) {
        List<SemanticVersion> versions = matching(tags);
        return versions.stream()
                .takeWhile(version -> version.sameAs(versions.get(0)))
                .map(SemanticVersion::original)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
