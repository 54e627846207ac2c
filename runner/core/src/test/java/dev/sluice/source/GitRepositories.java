package dev.sluice.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.source.SourceSpec.Credentials;
import dev.sluice.source.SourceSpec.Include;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** GitRepository objects and Secrets as the tests want them. */
public final class GitRepositories {

    static final ObjectId ID = new ObjectId("source.toolkit.fluxcd.io", "GitRepository", "apps", "podinfo");

    private GitRepositories() {}

    static SourceSpec gitRepository(String url, GitReference reference) {
        return new SourceSpec(
                manifest(), url, reference, "git-auth", Duration.ofSeconds(30), null, false, List.of(), List.of());
    }

    /** One with {@code spec.verify}. */
    static SourceSpec verified(String url, GitReference reference, String mode) {
        var content = JsonNodeFactory.instance.objectNode();
        var verify = content.putObject("spec").putObject("verify").put("mode", mode);
        verify.putObject("secretRef").put("name", "keys");
        return new SourceSpec(
                new Manifest(ID, content, new Origin("sources.yaml", 1)),
                url,
                reference,
                null,
                Duration.ofSeconds(30),
                null,
                false,
                List.of(),
                List.of());
    }

    static SourceSpec withTimeout(SourceSpec spec, Duration timeout) {
        return copy(spec, timeout, spec.ignore(), spec.recurseSubmodules(), spec.include(), spec.sparseCheckout());
    }

    static SourceSpec withIgnore(SourceSpec spec, String ignore) {
        return copy(spec, spec.timeout(), ignore, spec.recurseSubmodules(), spec.include(), spec.sparseCheckout());
    }

    static SourceSpec withSubmodules(SourceSpec spec) {
        return copy(spec, spec.timeout(), spec.ignore(), true, spec.include(), spec.sparseCheckout());
    }

    static SourceSpec withInclude(SourceSpec spec, Include include) {
        return copy(
                spec, spec.timeout(), spec.ignore(), spec.recurseSubmodules(), List.of(include), spec.sparseCheckout());
    }

    static SourceSpec withSparseCheckout(SourceSpec spec, String... directories) {
        return copy(
                spec, spec.timeout(), spec.ignore(), spec.recurseSubmodules(), spec.include(), List.of(directories));
    }

    static GitReference branch(String name) {
        return new GitReference(name, null, null, null, null);
    }

    static GitReference tag(String name) {
        return new GitReference(null, name, null, null, null);
    }

    static GitReference semver(String range) {
        return new GitReference(null, null, range, null, null);
    }

    static GitReference name(String reference) {
        return new GitReference(null, null, null, reference, null);
    }

    static GitReference commit(@Nullable String branch, String commit) {
        return new GitReference(branch, null, null, null, commit);
    }

    static SourceFetcher fetcher(Path cache) {
        return new SourceFetcher(cache, new CredentialSource(List.of(), Map.of()));
    }

    /** The data of a Secret: keys and values in turn. */
    static Optional<Credentials> secret(String... data) {
        var values = new TreeMap<String, byte[]>();
        for (int i = 0; i < data.length; i += 2) {
            values.put(data[i], data[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return Optional.of(new Credentials(values));
    }

    /** The header of a login. */
    public static String basic(String username, String password) {
        byte[] login = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** The files below a directory with their content, by path. */
    static Map<String, String> files(Source source) {
        try (Stream<Path> paths = Files.walk(source.directory())) {
            return paths.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            path -> source.directory().relativize(path).toString(),
                            GitRepositories::content,
                            (first, second) -> first,
                            TreeMap::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Manifest manifest() {
        return new Manifest(ID, JsonNodeFactory.instance.objectNode(), new Origin("sources.yaml", 1));
    }

    private static SourceSpec copy(
            SourceSpec spec,
            Duration timeout,
            @Nullable String ignore,
            boolean submodules,
            List<Include> include,
            List<String> sparse) {
        return new SourceSpec(
                spec.manifest(),
                spec.url(),
                spec.reference(),
                spec.secretName(),
                timeout,
                ignore,
                submodules,
                include,
                sparse);
    }
}
