package dev.sluice.kustomize;

/** Answers nothing that lies outside of the tree. */
final class RefusedBases implements RemoteBases {

    private static final String HINT = "keep a copy of it in the repository";

    @Override
    public byte[] file(String url) {
        throw new BuildException("remote resources are not allowed: " + url, HINT);
    }

    @Override
    public FileTree repository(RemoteBase base) {
        throw new BuildException("remote bases are not allowed: " + base.repository(), HINT);
    }
}
