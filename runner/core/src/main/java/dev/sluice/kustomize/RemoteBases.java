package dev.sluice.kustomize;

/**
 * Where a build gets what lies outside of its tree. The build asks as often as kustomizations name the same thing; an
 * implementation answers it from memory the second time, so that one build sees one state of each. Safe for use by
 * several threads.
 */
public interface RemoteBases {

    /** Refuses everything, as {@code --no-remote-bases} does. */
    RemoteBases REFUSED = new RefusedBases();

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
    FileTree repository(RemoteBase base);
}
