package dev.sluice.cli;

import dev.sluice.kustomize.RemoteBases;
import dev.sluice.pipeline.CacheDirectory;
import dev.sluice.render.RemoteSources;
import dev.sluice.source.CredentialSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a build takes about that which lies outside of this machine. */
final class RemoteBaseOptions {

    @Option(names = "--no-remote-bases", description = "Nothing is fetched: a base that is a URL is refused.")
    private boolean none;

    @Option(names = "--cache", paramLabel = "DIR", description = "Where fetched bases are kept.")
    private @Nullable Path cache;

    /**
     * All that kustomize takes, also a repository of this machine.
     *
     * @param workingDirectory what a relative path starts from
     */
    RemoteBases bases(Path workingDirectory, Map<String, String> environment) {
        if (none) {
            return RemoteBases.REFUSED;
        }
        Path kept = CacheDirectory.of(Optional.ofNullable(cache), workingDirectory, environment);
        return new BasesOnDemand(() -> new RemoteSources(kept, new CredentialSource(List.of(), environment), true));
    }
}
