package dev.sluice.source.signature;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The public keys of the Secret that {@code spec.verify.secretRef} of a GitRepository names: entries {@code *.sshpub} are
 * SSH keys in the form of {@code authorized_keys}, every other one is an armored ring of OpenPGP keys (source-controller,
 * {@code verifySignature}; fluxcd/pkg git/signature).
 */
public final class PublicKeys {

    private static final String SSH_ENTRY = ".sshpub";
    private static final String GIT = "git";

    private final List<String> rings = new ArrayList<>();
    private final List<String> authorizedKeys = new ArrayList<>();
    private final Clock clock;

    /** @param secret the Secret's data, decoded */
    public PublicKeys(Map<String, byte[]> secret, Clock clock) {
        this.clock = clock;
        new TreeMap<>(secret).forEach((name, value) -> {
            String text = new String(value, StandardCharsets.ISO_8859_1);
            (name.endsWith(SSH_ENTRY) ? authorizedKeys : rings).add(text);
        });
    }

    /**
     * The key that signed an object: the 16-digit id of an OpenPGP key, the fingerprint of an SSH key.
     *
     * @throws BadSignature where none of these keys did
     */
    public String verify(SignedObject object) throws BadSignature {
        return switch (object.type()) {
            case "openpgp" -> pgp(object);
            case "ssh" -> ssh(object);
            default -> throw new BadSignature("unsupported signature type: " + object.type(), hintOf(object));
        };
    }

    private static String hintOf(SignedObject object) {
        return object.type().equals("empty")
                ? "sign it (git config commit.gpgsign true, tag.gpgsign true)"
                : "signatures of OpenPGP and of SSH keys can be verified";
    }

    private String pgp(SignedObject object) throws BadSignature {
        if (rings.isEmpty()) {
            throw new BadSignature(
                    "PGP signature detected but no PGP public keys found in secret (keys with .asc suffix)", null);
        }
        String failed = "unable to verify Git " + object.kind() + ": ";
        var whys = new LinkedHashSet<String>();
        Optional<Unreadable> unreadable = Optional.empty();
        boolean tried = false;
        for (String text : rings) {
            try {
                PgpKeyRing ring = PgpKeyRing.read(text);
                tried = true;
                PgpKeyRing.Answer answer = ring.check(object.signature().strip(), object.payload(), clock.instant());
                if (answer.key().isPresent()) {
                    return answer.key().get();
                }
                whys.add(answer.why());
            } catch (Unreadable e) {
                unreadable = unreadable.or(() -> Optional.of(e));
            }
        }
        if (!tried && unreadable.isPresent()) {
            throw new BadSignature(
                    failed + "unable to read armored key ring: "
                            + unreadable.get().why(),
                    null);
        }
        throw new BadSignature(
                failed + "unable to verify payload with any of the given key rings: no matching key", said(whys));
    }

    private String ssh(SignedObject object) throws BadSignature {
        if (authorizedKeys.isEmpty()) {
            throw new BadSignature(
                    "SSH signature detected but no SSH public keys found in secret (keys with .sshpub suffix)", null);
        }
        String failed = "unable to verify Git " + object.kind() + " SSH signature: ";
        SshSignature signature;
        try {
            signature = SshSignature.read(object.signature().strip());
        } catch (Unreadable e) {
            throw new BadSignature(failed + "unable to unarmor SSH signature: " + e.why(), null);
        }
        var whys = new LinkedHashSet<String>();
        whys.add("no matching key");
        Optional<Unreadable> unreadable = Optional.empty();
        boolean tried = false;
        for (String text : authorizedKeys) {
            try {
                List<SshPublicKey> keys = SshPublicKey.authorizedKeys(text);
                tried = true;
                Optional<SshPublicKey> signer = signer(keys, signature, object.payload(), whys);
                if (signer.isPresent()) {
                    return signer.get().fingerprint();
                }
            } catch (Unreadable e) {
                unreadable = unreadable.or(() -> Optional.of(e));
            }
        }
        if (!tried && unreadable.isPresent()) {
            throw new BadSignature(
                    failed + "unable to parse authorized keys: "
                            + unreadable.get().why(),
                    null);
        }
        throw new BadSignature(
                failed + "unable to verify payload with any of the given authorized keys: " + String.join("\n", whys),
                "it is signed with key " + signature.key().fingerprint());
    }

    private static Optional<SshPublicKey> signer(
            List<SshPublicKey> keys, SshSignature signature, byte[] payload, Set<String> whys) {
        for (SshPublicKey key : keys) {
            try {
                requireOf(key, signature);
                key.verify(payload, signature);
                return Optional.of(key);
            } catch (Unreadable e) {
                whys.add(e.why());
            }
        }
        return Optional.empty();
    }

    private static void requireOf(SshPublicKey key, SshSignature signature) throws Unreadable {
        if (!key.isSame(signature.key())) {
            throw Unreadable.malformed("public key does not match");
        }
        if (!signature.namespace().equals(GIT)) {
            throw Unreadable.malformed("namespace does not match");
        }
    }

    private static String said(Set<String> whys) {
        return String.join("; ", whys);
    }
}
