package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Rejected;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * Finds the commit that {@code spec.ref} means, with one listing of the server's references (fluxcd/pkg
 * git/gogit/clone.go). The first that is given of commit, name, tag, semver and branch counts.
 */
final class GitReferenceResolver {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String PEELED = "^{}";

    private final GitRemote remote;
    private final Function<List<String>, List<Integer>> commitTimes;

    /** @param commitTimes when the commits were made that some references lead to, in seconds since 1970 */
    GitReferenceResolver(GitRemote remote, Function<List<String>, List<Integer>> commitTimes) {
        this.remote = remote;
        this.commitTimes = commitTimes;
    }

    GitTarget resolve(GitReference reference) {
        String commit = reference.commit();
        if (commit != null) {
            return commit(reference, commit);
        }
        String name = reference.name();
        if (name != null) {
            return name(name);
        }
        String tag = reference.tag();
        if (tag != null) {
            return tag(TAGS + tag);
        }
        String semver = reference.semver();
        return semver == null ? branch(reference.branchOrDefault()) : semver(semver);
    }

    /** A commit that needs no listing: it is what it is. Whether it is on its branch is seen when it is fetched. */
    private GitTarget commit(GitReference reference, String commit) {
        if (!ObjectId.isId(commit)) {
            throw rejected("unable to resolve commit object for '" + commit + "': object not found");
        }
        String name = reference.name();
        if (name != null) {
            return new GitTarget(commit, name, true, "", tagOf(name, ""));
        }
        String branch = reference.branch() == null ? "" : HEADS + reference.branch();
        return new GitTarget(commit, branch, false, branch);
    }

    private GitTarget name(String name) {
        if (name.startsWith("/") || name.endsWith("/")) {
            throw rejected("ref " + name + " is invalid; Git refs cannot begin or end with a slash '/'");
        }
        boolean peeled = name.endsWith(PEELED);
        String plain = peeled ? name.substring(0, name.length() - PEELED.length()) : name;
        Ref found = remote.list(plain).get(plain);
        if (found == null && remote.list().isEmpty()) {
            throw rejected("unable to list remote for '" + remote.url() + "': remote repository is empty");
        }
        boolean symbolic = name.equals(Constants.HEAD);
        if (found == null || symbolic || (peeled && found.getPeeledObjectId() == null)) {
            throw rejected("unable to resolve ref '" + name + "' to a specific commit");
        }
        return new GitTarget(idOf(found).name(), name, true, plain, tagOf(plain, tagObject(found)));
    }

    private GitTarget tag(String tag) {
        Ref found = remote.list(tag).get(tag);
        if (found == null) {
            throw missing(tag);
        }
        return new GitTarget(idOf(found).name(), tag, false, tag, tagOf(tag, tagObject(found)));
    }

    private GitTarget branch(String name) {
        String branch = HEADS + name;
        Ref found = remote.list(branch).get(branch);
        if (found != null) {
            return new GitTarget(idOf(found).name(), branch, false, branch);
        }
        if (remote.list().isEmpty()) {
            throw new Rejected(remote.subject(), "git repository is empty");
        }
        throw missing(branch);
    }

    private GitTarget semver(String range) {
        var versions = new GitVersions(SemverRange.parse(remote.subject(), range));
        Map<String, Ref> references = remote.list(TAGS);
        List<String> tags = references.keySet().stream()
                .filter(name -> name.startsWith(TAGS))
                .map(name -> name.substring(TAGS.length()))
                .toList();
        List<String> newest = versions.newest(tags);
        if (newest.isEmpty()) {
            throw tags.isEmpty() && remote.list().isEmpty()
                    ? rejected(emptyRepository())
                    : rejected("no match found for semver: " + range);
        }
        String tag = TAGS + (newest.size() == 1 ? newest.get(0) : newestByCommit(newest));
        Ref found = references.get(tag);
        if (found == null) {
            throw missing(tag);
        }
        return new GitTarget(idOf(found).name(), tag, false, tag, tagOf(tag, tagObject(found)));
    }

    /** Of versions that are equal but for their metadata, the one whose commit is the newest. */
    private String newestByCommit(List<String> tags) {
        record Dated(String tag, int seconds) {}
        List<Integer> times =
                commitTimes.apply(tags.stream().map(tag -> TAGS + tag).toList());
        return IntStream.range(0, tags.size())
                .mapToObj(i -> new Dated(tags.get(i), times.get(i)))
                .max(Comparator.comparingInt(Dated::seconds).thenComparing(Dated::tag))
                .orElseThrow()
                .tag();
    }

    /** The tag of a full name; where a commit is named beside it, nobody looks for the tag's object. */
    private static Optional<GitTag> tagOf(String name, String object) {
        return name.startsWith(TAGS)
                ? Optional.of(new GitTag(name.substring(TAGS.length()), object))
                : Optional.empty();
    }

    private static String tagObject(Ref reference) {
        return reference.getPeeledObjectId() == null
                ? ""
                : requireNonNull(reference.getObjectId()).name();
    }

    private Rejected missing(String reference) {
        return remote.list().isEmpty()
                ? rejected(emptyRepository())
                : rejected("unable to clone '" + remote.url() + "': couldn't find remote ref \"" + reference + "\"");
    }

    private String emptyRepository() {
        return "unable to clone: remote repository is empty: git repository: '" + remote.url() + "'";
    }

    private Rejected rejected(String why) {
        return new Rejected(remote.subject(), remote.failed() + why);
    }

    /** What a reference leads to, through a tag; a server's listing has no reference that leads nowhere. */
    private static ObjectId idOf(Ref reference) {
        ObjectId peeled = reference.getPeeledObjectId();
        return peeled == null ? requireNonNull(reference.getObjectId()) : peeled;
    }
}
