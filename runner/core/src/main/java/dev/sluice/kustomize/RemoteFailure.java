package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;

/** Something that lies outside of the tree cannot be had; whoever named it knows its place. */
final class RemoteFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RunFailure failure;

    RemoteFailure(RunFailure failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** Whether a reason is that a URL is wrong, or not allowed: then it is not tried as anything else. */
    static boolean isRefusal(RuntimeException reason) {
        return reason instanceof RemoteFailure remote && remote.failure instanceof InvalidInput;
    }

    /**
     * This failure of a repository, whose URL did not lead to a file either. Nobody knows which of both was meant.
     *
     * @param reason why there is no file of objects at the URL
     * @param url as messages name it
     */
    RemoteFailure insteadOf(RuntimeException reason, String url) {
        if (isRefusal(this)) {
            return this;
        }
        String noFile = String.valueOf(reason.getMessage()).replace(url + ": ", "");
        String both = "neither a file of objects (" + noFile + ") nor a Git repository (" + getMessage()
                + ") can be had there";
        String hint = failure.hint().orElse(null);
        boolean passing = failure instanceof TransientFailure
                || (reason instanceof RemoteFailure other && other.failure instanceof TransientFailure);
        return new RemoteFailure(
                passing ? new TransientFailure(url, both, hint, failure) : new Rejected(url, both, hint, failure));
    }

    /** The failure that a build ends with. */
    RunFailure at(String location) {
        return failure.at(location);
    }
}
