package dev.sluice.source;

/** Which paths of a directory are no part of the source, although they lie on the disk. */
@FunctionalInterface
public interface SourceFilter {

    /** Hides nothing: what a fetched source has, its ignore rules are applied already. */
    SourceFilter NONE = (path, directory) -> false;

    /**
     * Whether a path is no part of the source. A file may be part of it although its directory matches an ignore
     * rule: then the directory is part of it, too.
     *
     * @param path relative to the source's directory, {@code /} between names, without {@code .} and {@code ..}
     * @param directory whether the path is a directory; some patterns match directories only
     */
    boolean ignored(String path, boolean directory);
}
