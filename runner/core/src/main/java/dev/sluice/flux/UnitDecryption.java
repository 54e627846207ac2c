package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a unit's build asks of a {@link Decryption}, and what it says of that which stays encrypted. */
public final class UnitDecryption {

    private static final String CONFIGURE = "set spec.decryption of the Kustomization; what is to stay encrypted is"
            + " annotated kustomize.toolkit.fluxcd.io/decrypt: disabled";
    private static final String SECRET_REFERENCE = "spec.decryption.secretRef.name";

    private final Decryption decryption;

    UnitDecryption(Decryption decryption) {
        this.decryption = requireNonNull(decryption, "decryption");
    }

    /** The Secret with a unit's keys; empty where it names none, or where nobody needs it. */
    public Optional<ObjectId> keySecret(KustomizationSpec spec) {
        String name = spec.spec().at("/decryption/secretRef/name").asText();
        return name.isEmpty() || !decryption.needsKeys()
                ? Optional.empty()
                : Optional.of(new ObjectId("", "Secret", spec.id().namespace(), name));
    }

    /**
     * The keys in that Secret.
     *
     * @param secret empty where it is nowhere
     * @throws InvalidInput if it is nowhere, or holds what is no Base64
     */
    public DecryptionKeys keys(KustomizationSpec spec, ObjectId id, Optional<Manifest> secret) {
        return secret.map(DecryptionKeys::of)
                .orElseThrow(() -> new InvalidInput(List.of(FieldProblem.of(
                        spec.manifest(),
                        SECRET_REFERENCE,
                        "secrets \"" + id.name() + "\" not found",
                        "the keys are read from the namespace " + id.namespace()
                                + " of the target, or from what this run writes there; render --keep-encrypted needs"
                                + " none"))));
    }

    /** Why an object is left out: it is encrypted, and nothing here can decrypt it. */
    public Optional<String> incapacity(Manifest manifest, KustomizationSpec spec) {
        return decryption
                .incapacity()
                .filter(reason ->
                        decryption.appliesTo(spec) && !Ciphertext.isOptOut(manifest) && Ciphertext.isIn(manifest));
    }

    /**
     * That an object is a Secret which is still encrypted at the time it would be applied. Flux refuses what still has the
     * field {@code sops} after normalisation, which takes it away where the ciphertext is under {@code stringData}.
     */
    Optional<Problem> refusal(Manifest manifest, KustomizationSpec spec) {
        if (Ciphertext.isOptOut(manifest) || !Ciphertext.isSecret(manifest)) {
            return Optional.empty();
        }
        String what = Ciphertext.isDecrypted(spec)
                ? " is SOPS encrypted, and decryption left it so: only whole objects, and whole files in data, are decrypted"
                : " is SOPS encrypted, configuring decryption is required for this secret to be reconciled";
        return Optional.of(new Problem(manifest.origin().toString(), manifest.id() + what, CONFIGURE)
                .of(FieldProblem.field(manifest, Ciphertext.field(manifest)))
                .under(Rule.ENCRYPTED));
    }

    /** The same of all objects of a unit. */
    public List<Problem> refusals(List<Manifest> manifests, KustomizationSpec spec) {
        return manifests.stream()
                .flatMap(manifest -> refusal(manifest, spec).stream())
                .toList();
    }

    /**
     * One build of a unit.
     *
     * @param source its files as they are written
     * @throws InvalidInput if a key cannot be read
     */
    Pass pass(KustomizationSpec spec, DecryptionKeys keys, FileTree source) {
        boolean idle = decryption.incapacity().isPresent() || !decryption.appliesTo(spec);
        return new Pass(spec, idle ? null : decryptor(spec, keys), source);
    }

    private Decryptor decryptor(KustomizationSpec spec, DecryptionKeys keys) {
        try {
            return decryption.of(spec, keys);
        } catch (DecryptionException e) {
            throw new InvalidInput(
                    List.of(FieldProblem.of(spec.manifest(), SECRET_REFERENCE, String.valueOf(e.getMessage()), null)));
        }
    }

    /** The decryption of one unit's files, and of its objects as they are built. */
    final class Pass {

        private final KustomizationSpec spec;
        private final @Nullable Decryptor decryptor;
        private final FileTree source;
        private final List<Problem> ofFiles = new ArrayList<>();
        private final List<Problem> ofObjects = new ArrayList<>();

        private Pass(KustomizationSpec spec, @Nullable Decryptor decryptor, FileTree source) {
            this.spec = spec;
            this.decryptor = decryptor;
            this.source = source;
        }

        /**
         * The files to be built.
         *
         * @param tree the files with the kustomization file as it is built
         */
        FileTree files(FileTree tree, String directory) {
            if (decryptor == null) {
                return tree;
            }
            Map<String, byte[]> plain = EncryptedSources.decrypted(tree, directory, decryptor);
            plain.keySet().forEach(path -> ofFiles.addAll(unconfigured(tree.display(path), "")));
            return plain.isEmpty() ? tree : new DecryptedTree(tree, plain);
        }

        /** What the user should know of the files. */
        List<Problem> warnings() {
            return List.copyOf(ofFiles);
        }

        /** The plain object. */
        Manifest object(Manifest manifest) {
            if (decryptor == null) {
                return manifest;
            }
            Optional<Manifest> plain = new EncryptedObjects(source, decryptor).decrypted(manifest);
            plain.ifPresent(
                    any -> ofObjects.addAll(unconfigured(manifest.origin().toString(), manifest.id() + ": ")));
            return plain.orElse(manifest);
        }

        /** Where decryption is not configured, nothing but a render for people comes here. */
        private List<Problem> unconfigured(String location, String subject) {
            if (Ciphertext.isDecrypted(spec)) {
                return List.of();
            }
            String what = "is SOPS encrypted, and configuring decryption is required for it to be reconciled";
            return List.of(new Problem(location, subject + what, CONFIGURE));
        }

        /** What the user should know of these objects: what Flux applies encrypted without a word. */
        List<Problem> warnings(List<Manifest> built) {
            var all = new ArrayList<>(ofObjects);
            built.stream()
                    .filter(manifest -> !Ciphertext.isOptOut(manifest) && Ciphertext.isConfigMap(manifest))
                    .filter(manifest -> incapacity(manifest, spec).isEmpty())
                    .map(manifest -> new Problem(
                            manifest.origin().toString(),
                            manifest.id() + ": holds values that SOPS encrypted; they are applied as they are",
                            "secrets belong into a Secret: secretGenerator, with spec.decryption of the Kustomization"))
                    .forEach(all::add);
            return all;
        }
    }
}
