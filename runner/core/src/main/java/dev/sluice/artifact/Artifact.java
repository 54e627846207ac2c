package dev.sluice.artifact;

import static java.util.Objects.requireNonNull;

import dev.sluice.source.Source;
import java.util.List;

/** A source and the images that were built from it. */
public record Artifact(Source source, List<Image> images) {

    public Artifact {
        requireNonNull(source, "source");
        images = List.copyOf(images);
    }
}
