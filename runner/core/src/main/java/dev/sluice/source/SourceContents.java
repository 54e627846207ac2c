package dev.sluice.source;

import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Include;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a GitRepository makes of a checkout: parts of it, with other sources put in, less what is ignored. */
final class SourceContents implements TreeContents {

    /** Counts up when the same options give other files, so that old entries of the cache are not taken for new. */
    private static final String FORMAT = "1";

    private final String subject;
    private final SourceSpec spec;
    private final List<Included> included;

    SourceContents(String subject, SourceSpec spec, Function<Include, Source> includes) {
        this.subject = subject;
        this.spec = spec;
        var sources = new ArrayList<Included>();
        for (Include include : spec.include()) {
            sources.add(new Included(include, includes.apply(include)));
        }
        this.included = List.copyOf(sources);
    }

    /** An entry of {@code spec.include} with its source. */
    private record Included(Include include, Source source) {

        Path from() {
            return inside(source.directory(), include.fromPath());
        }

        /** The content and not the revision: a workspace may differ from its commit. */
        String digest() throws IOException {
            TreeDigest digest = TreeDigest.of(source.directory(), source.filter());
            return include.fromPath() + "\n" + include.toPath() + "\n" + digest.sha256();
        }
    }

    @Override
    public String key(GitTarget target) {
        var options = new ArrayList<String>();
        options.add(FORMAT);
        // A commit that must be on a branch is another question than the commit alone.
        options.add(spec.reference().commit() == null ? "" : target.fetched());
        options.add(String.valueOf(spec.recurseSubmodules()));
        options.add(String.join("\n", sparseDirectories()));
        options.add(String.valueOf(spec.ignore()));
        for (Included entry : included) {
            try {
                options.add(entry.digest());
            } catch (IOException e) {
                throw copyFailed(entry.include(), e.getMessage());
            }
        }
        return target.commit() + "-"
                + TreeDigest.ofText(String.join("\0", options)).substring(0, 16);
    }

    /** {@code spec.sparseCheckout} as go-git takes it: beginnings of paths. */
    @Override
    public List<String> sparseDirectories() {
        return spec.sparseCheckout().stream()
                .map(path -> path.startsWith("./") ? path.substring(2) : path)
                .toList();
    }

    @Override
    public Links links() {
        return Links.IGNORE_FILES;
    }

    @Override
    public boolean hasSubmodules() {
        return spec.recurseSubmodules();
    }

    @Override
    public boolean isOfNamedCommit() {
        return spec.reference().commit() != null;
    }

    /** Checks the sparse directories, puts in the included sources, and takes out what is ignored. */
    @Override
    public void complete(Path tree) {
        for (String path : spec.sparseCheckout()) {
            if (!Files.exists(inside(tree, path), LinkOption.NOFOLLOW_LINKS)) {
                throw new Rejected(
                        subject,
                        "failed to sparse checkout directories : sparse checkout dir '" + path
                                + "' does not exist in repository");
            }
        }
        for (Included entry : included) {
            copy(entry, tree);
        }
        try {
            FileTrees.deleteIgnored(tree, SourceIgnore.of(tree, spec.ignore()));
        } catch (IOException e) {
            throw SourceCache.cannotWrite(tree, e);
        }
    }

    private void copy(Included entry, Path tree) {
        Path from = entry.from();
        if (!Files.exists(from)) {
            throw copyFailed(entry.include(), "no such file or directory");
        }
        try {
            FileTrees.copy(
                    entry.source().directory(),
                    entry.source().filter(),
                    from,
                    inside(tree, entry.include().toPath()));
        } catch (IOException e) {
            throw copyFailed(entry.include(), e.getMessage());
        }
    }

    private Rejected copyFailed(Include include, @Nullable String why) {
        return new Rejected(
                subject,
                "failed to copy '" + include.repository() + "' include from " + include.fromPath() + " to "
                        + include.toPath() + ": " + why);
    }

    /** A path below a directory; {@code ..} does not lead out of it. */
    private static Path inside(Path directory, String path) {
        Path top = Path.of("/");
        return directory.resolve(top.relativize(top.resolve(path).normalize()).toString());
    }
}
