package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.FileTree;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import dev.sluice.object.PathCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The build of a Kustomization, as kustomize-controller does it: from files to the objects that are applied. */
public final class FluxBuild {

    private static final String METADATA = "metadata";
    private static final String TIMESTAMP = "creationTimestamp";

    private final DirectoryBuild kustomize;
    private final UnitDecryption decryption;
    private final BuildMemory memory;
    private final Normalization normalization = new Normalization();

    /** A build that decrypts nothing. */
    public FluxBuild(DirectoryBuild kustomize) {
        this(kustomize, new UnsupportedDecryption(true));
    }

    public FluxBuild(DirectoryBuild kustomize, Decryption decryption) {
        this(kustomize, decryption, BuildMemory.NONE);
    }

    /** @param memory what the builds have in common with others */
    public FluxBuild(DirectoryBuild kustomize, Decryption decryption, BuildMemory memory) {
        this.kustomize = requireNonNull(kustomize, "kustomize");
        this.decryption = new UnitDecryption(decryption);
        this.memory = requireNonNull(memory, "memory");
    }

    /** What becomes of that which is encrypted. */
    public UnitDecryption decryption() {
        return decryption;
    }

    /** The same without keys to decrypt with. */
    public KustomizeBuild build(
            FileTree source, KustomizationSpec spec, Map<String, String> variables, boolean strict) {
        return build(source, spec, variables, DecryptionKeys.NONE, strict);
    }

    /**
     * The objects as built: generated, built, checked, decrypted and with their variables substituted; and what was
     * accepted on the way with a warning.
     *
     * @param source the tree of the Kustomization's source, after the source's ignore rules
     * @param variables what {@link Substitution#variables} answers
     * @param keys what the unit's {@code spec.decryption} names
     * @param strict whether a variable that has no value and no default is a mistake
     * @throws InvalidInput with every mistake of the step that failed
     */
    public KustomizeBuild build(
            FileTree source,
            KustomizationSpec spec,
            Map<String, String> variables,
            DecryptionKeys keys,
            boolean strict) {
        String directory = TreePath.normalized(spec.path());
        if (!source.isDirectory(directory) && source.read(directory).isEmpty()) {
            throw new InvalidInput(List.of(FieldProblem.of(
                    spec.manifest(),
                    "spec.path",
                    "kustomization path not found: stat " + source.display(directory) + ": no such file or directory",
                    "spec.path is relative to the root of " + spec.sourceRef())));
        }
        UnitDecryption.Pass pass = decryption.pass(spec, keys, source);
        KustomizeBuild objects = memory.built(
                BuildInput.of(source, spec, keys),
                spec.manifest().origin().toString(),
                () -> built(source, spec, directory, pass));
        boolean substitutes = Substitution.applies(spec, variables);
        var problems = new ArrayList<Problem>();
        var built = new ArrayList<Manifest>();
        var ids = new SubstitutedIds(objects.manifests());
        for (Manifest manifest : objects.manifests()) {
            try {
                checkConventions(manifest);
                Manifest plain = pass.object(manifest);
                Manifest substituted = substitutes ? Substitution.substitute(plain, variables, strict) : plain;
                ids.replace(manifest, substituted);
                built.add(substituted);
            } catch (InvalidInput e) {
                e.problems().forEach(problem -> problems.add(problem.under(Rule.SUBSTITUTION)));
            }
        }
        problems.addAll(ids.problems());
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        var warnings = new ArrayList<>(objects.warnings());
        warnings.addAll(warnings(built));
        warnings.addAll(pass.warnings(built));
        return new KustomizeBuild(built, warnings);
    }

    private KustomizeBuild built(FileTree source, KustomizationSpec spec, String directory, UnitDecryption.Pass pass) {
        FileTree generated = KustomizationGenerator.generate(source, spec);
        KustomizeBuild objects = kustomize.build(pass.files(generated, directory), directory);
        return new KustomizeBuild(
                objects.manifests(),
                Stream.concat(objects.warnings().stream(), pass.warnings().stream())
                        .toList());
    }

    /** To Kustomize a number is a name, too; that such an object is left out in the end is another matter. */
    private static void checkConventions(Manifest manifest) {
        JsonNode content = manifest.content();
        if (!says(content.path("apiVersion"))
                || !says(content.path("kind"))
                || !says(content.path("metadata").path("name"))) {
            throw new InvalidInput(List.of(Problem.of(
                            manifest.origin().toString(),
                            manifest.id() + ": apiVersion, kind and metadata.name must be set")
                    .under(Rule.BUILD)));
        }
    }

    private static boolean says(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty();
    }

    /**
     * The built objects as they are applied: with owner labels, normalised, with the common metadata. Lists are
     * flattened; Kustomize's own files are left out.
     *
     * @throws InvalidInput naming every list of which an item is no object, else every Secret that is still encrypted by
     *     SOPS. Flux refuses those whose ciphertext is in {@code data} alone, and makes secrets of the ciphertext of others
     */
    public List<Manifest> finish(List<Manifest> built, KustomizationSpec spec) {
        Ownership ownership = Ownership.of(spec);
        return finish(built, spec, manifest -> finished(manifest, ownership));
    }

    /** The same without {@code creationTimestamp: null}: to an API server it says nothing, to a reader of files even less. */
    public List<Manifest> applied(List<Manifest> built, KustomizationSpec spec) {
        Ownership ownership = Ownership.of(spec);
        return finish(
                built,
                spec,
                manifest -> memory.finished(
                        manifest, ownership, () -> withoutEmptyTimestamp(finished(manifest, ownership))));
    }

    private List<Manifest> finish(List<Manifest> built, KustomizationSpec spec, UnaryOperator<Manifest> finishing) {
        var problems = new ArrayList<Problem>();
        var finished = new ArrayList<Manifest>();
        for (Manifest manifest : AppliedObjects.of(built)) {
            Optional<Problem> encrypted = decryption.refusal(manifest, spec);
            encrypted.ifPresentOrElse(problems::add, () -> finished.add(finishing.apply(manifest)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return List.copyOf(finished);
    }

    /**
     * What is lost without a word on the way to the cluster, in Flux as here: an object whose name is no text any more
     * (a variable made it a number), and all labels of an object of which one is no text, for example {@code y}, which
     * YAML reads as a boolean.
     */
    public List<Problem> warnings(List<Manifest> built) {
        var warnings = new ArrayList<Problem>();
        for (Manifest manifest : built) {
            if (!AppliedObjects.isObject(manifest.content())) {
                warnings.add(new Problem(
                        manifest.origin().toString(),
                        manifest.id() + ": apiVersion or metadata.name is no text: the object is left out",
                        "for a variable: ${quote}${name}${quote} with quote: '\"'"));
            }
            for (Map.Entry<String, JsonNode> label :
                    manifest.content().path("metadata").path("labels").properties()) {
                if (!MetadataEntries.isTextOrNull(label.getValue())) {
                    warnings.add(FieldProblem.of(
                            manifest,
                            List.of("metadata", "labels", label.getKey()),
                            "metadata.labels." + label.getKey() + " is no text: all labels of the object are lost",
                            "put it in quotes, or for a variable: ${quote}${name}${quote} with quote: '\"'"));
                }
            }
        }
        return List.copyOf(warnings);
    }

    private Manifest finished(Manifest manifest, Ownership ownership) {
        ObjectNode owned = PathCopy.of(manifest.content(), METADATA);
        MetadataEntries.put(owned, "labels", ownership.ownerLabels());
        ObjectNode content = normalization.normalized(manifest.with(owned)).content();
        if (ownership.setsCommonMetadata()) {
            MetadataEntries.put(content, "labels", ownership.labels());
            MetadataEntries.put(content, "annotations", ownership.annotations());
        }
        return manifest.with(CaBundle.withoutInvalid(content));
    }

    /** Go writes a time that is not set as null. */
    private static Manifest withoutEmptyTimestamp(Manifest manifest) {
        if (!manifest.content().path(METADATA).path(TIMESTAMP).isNull()) {
            return manifest;
        }
        ObjectNode content = PathCopy.of(manifest.content(), METADATA);
        content.withObject("/" + METADATA).remove(TIMESTAMP);
        return manifest.with(content);
    }
}
