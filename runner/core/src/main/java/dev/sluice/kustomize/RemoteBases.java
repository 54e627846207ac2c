package dev.sluice.kustomize;

import java.util.Optional;

/**
 * Where a build gets what lies outside of its tree. The build asks as often as kustomizations name the same thing; an
 * implementation answers it from memory the second time, so that one build sees one state of each. Safe for use by
 * several threads.
 */
public interface RemoteBases {

    /** Refuses everything, as {@code --no-remote-bases} does. */
    RemoteBases REFUSED = new RefusedBases();

    /** A URL for messages: without a login, and without what a query may keep secret. */
    static String shown(String url) {
        return RemoteUrl.masked(url);
    }

    /**
     * The content of a file on a web server.
     *
     * @param url starts with {@code http://} or {@code https://}
     * @throws dev.sluice.failure.RunFailure saying why it cannot be had
     */
    byte[] file(String url);

    /**
     * The files of a Git repository at a reference.
     *
     * @throws dev.sluice.failure.RunFailure saying why it cannot be had
     */
    RemoteTree repository(RemoteBase base);

    /**
     * Whether a repository is known to be there without asking anybody. The URL of one may as well be that of a file;
     * kustomize asks for the file first, and need not where this is so.
     */
    boolean holds(RemoteBase base);

    /** The text of a file that was answered, by its name in messages; empty where there is none. */
    Optional<String> text(String displayed);
}
