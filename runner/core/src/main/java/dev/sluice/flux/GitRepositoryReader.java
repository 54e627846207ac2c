package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import dev.sluice.source.GitReference;
import dev.sluice.source.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a GitRepository and fills in what is not said (source-controller api/v1/gitrepository_types.go). */
final class GitRepositoryReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Manifest manifest;
    private final SpecReader spec;

    GitRepositoryReader(Manifest manifest) {
        this.manifest = manifest;
        this.spec = new SpecReader(manifest);
    }

    SourceSpec read() {
        var result = new SourceSpec(
                manifest,
                spec.text("", "url"),
                reference(),
                spec.textOrNull("secretRef", "name"),
                spec.duration(TIMEOUT, "timeout"),
                spec.textOrNull("ignore"),
                spec.flag("recurseSubmodules"),
                includes(),
                spec.list("sparseCheckout"));
        spec.throwIfWrong();
        return result;
    }

    private GitReference reference() {
        var reference = new GitReference(
                reference("branch"), reference("tag"), reference("semver"), reference("name"), reference("commit"));
        return reference.equals(new GitReference(null, null, null, null, null)) ? GitReference.DEFAULT : reference;
    }

    /** A field of {@code ref}; an empty text is none, as in the original. */
    private @Nullable String reference(String field) {
        String text = spec.text("", "ref", field);
        return text.isEmpty() ? null : text;
    }

    private List<SourceSpec.Include> includes() {
        var includes = new ArrayList<SourceSpec.Include>();
        for (JsonNode item : spec.items("include")) {
            String repository = item.path("repository").path("name").asText();
            String toPath = item.path("toPath").asText();
            includes.add(new SourceSpec.Include(
                    repository, item.path("fromPath").asText(), toPath.isEmpty() ? repository : toPath));
        }
        return includes;
    }
}
