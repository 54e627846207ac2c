package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Rejected;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Finds the commit that {@code git fetch URL REFERENCE} fetches, with one listing of the server's references: a name as it
 * is, of a tag, of a branch, in this order (gitrevisions, refs.c {@code ref_rev_parse_rules}); a whole commit is itself.
 */
final class FetchReference {

    private static final List<String> RULES =
            List.of("%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD");
    private static final Pattern PART_OF_A_COMMIT = Pattern.compile("[0-9a-f]{4,39}");

    private final GitRemote remote;

    FetchReference(GitRemote remote) {
        this.remote = remote;
    }

    /** Whether a reference is a commit, by its whole name. */
    static boolean isCommit(String reference) {
        return ObjectId.isId(reference);
    }

    /** What a commit that is named itself means. */
    static GitTarget ofCommit(String commit) {
        return new GitTarget(commit, "", false, "");
    }

    /** @param reference empty for the default branch */
    GitTarget resolve(String reference) {
        String wanted = reference.isEmpty() ? Constants.HEAD : reference;
        if (isCommit(wanted)) {
            return ofCommit(wanted);
        }
        if (!Repository.isValidRefName(Constants.R_HEADS + wanted)) {
            throw missing(wanted);
        }
        String[] names = RULES.stream().map(rule -> String.format(rule, wanted)).toArray(String[]::new);
        Map<String, Ref> references = remote.list(names);
        Ref found = Stream.of(names)
                .filter(references::containsKey)
                .findFirst()
                .map(references::get)
                .orElseThrow(() -> missing(wanted));
        ObjectId peeled = found.getPeeledObjectId();
        ObjectId commit = peeled == null ? requireNonNull(found.getObjectId()) : peeled;
        return new GitTarget(commit.name(), found.getTarget().getName(), true, found.getName());
    }

    private Rejected missing(String reference) {
        String hint = PART_OF_A_COMMIT.matcher(reference).matches() ? "a commit is named by all of its digits" : null;
        return new Rejected(
                remote.subject(),
                "couldn't find remote ref " + reference + ": git repository: '" + remote.url() + "'",
                hint,
                null);
    }
}
