package dev.sluice.source.signature;

import dev.sluice.source.signature.PgpCertificate.Identity;
import dev.sluice.source.signature.PgpCertificate.Subkey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts items together to certificates (go-crypto {@code openpgp/keys.go}, {@code ReadKeyRing}): one that is broken is left
 * out where another is in order. Used once.
 */
final class PgpCertificateReader {

    private static final int VERSION_6 = 6;

    private final List<PgpItem> items;
    private int at;

    PgpCertificateReader(List<PgpItem> items) {
        this.items = List.copyOf(items);
    }

    List<PgpCertificate> read() throws Unreadable {
        var certificates = new ArrayList<PgpCertificate>();
        Unreadable last = null;
        while (at < items.size()) {
            try {
                certificates.add(certificate());
            } catch (Unreadable e) {
                last = e;
                skipToKey();
            }
        }
        if (certificates.isEmpty() && last != null) {
            throw last;
        }
        return certificates;
    }

    private void skipToKey() throws Unreadable {
        while (at < items.size() && !items.get(at).isPrimary()) {
            requireReadable(items.get(at));
            at++;
        }
    }

    private PgpCertificate certificate() throws Unreadable {
        if (!(items.get(at) instanceof PgpItem.Key first && first.primary())) {
            throw malformed("first packet was not a public/private key");
        }
        at++;
        PgpKey primary = first.key();
        if (!primary.canSign()) {
            throw malformed("primary key cannot be used for signatures");
        }
        var identities = new LinkedHashMap<String, Identity>();
        var subkeys = new ArrayList<Subkey>();
        var own = new ArrayList<PgpSignature>();
        while (at < items.size() && !items.get(at).isPrimary()) {
            PgpItem item = items.get(at++);
            requireReadable(item);
            if (item instanceof PgpItem.User user) {
                identity(primary, user.name(), identities);
            } else if (item instanceof PgpItem.Key subkey) {
                subkeys.add(subkey(primary, subkey.key()));
            } else if (item instanceof PgpItem.Sign sign) {
                own.add(sign.signature());
            }
        }
        return certificate(primary, identities, subkeys, own);
    }

    /** @param own signatures that stand behind the key itself, or behind nothing that matters */
    private static PgpCertificate certificate(
            PgpKey primary, Map<String, Identity> identities, List<Subkey> subkeys, List<PgpSignature> own)
            throws Unreadable {
        boolean isSix = primary.version() == VERSION_6;
        if (identities.isEmpty() && !isSix) {
            throw malformed("v" + primary.version() + " entity without any identities");
        }
        PgpSignature direct = isSix ? ownersWords(primary, own) : null;
        List<PgpSignature> revocations = own.stream()
                .filter(signature -> signature.type() == PgpSignature.KEY_REVOCATION)
                .toList();
        for (PgpSignature revocation : revocations) {
            if (!revocation.isOf(primary, primary.forHash())) {
                throw malformed("revocation signature signed by alternate key");
            }
        }
        return new PgpCertificate(primary, List.copyOf(identities.values()), subkeys, direct, revocations);
    }

    private static PgpSignature ownersWords(PgpKey primary, List<PgpSignature> own) throws Unreadable {
        PgpSignature newest = null;
        for (PgpSignature signature : own) {
            boolean direct = signature.type() == PgpSignature.DIRECT_KEY && signature.claims(primary);
            if (direct && signature.isNewerThan(newest)) {
                newest = signature;
            }
        }
        if (newest == null || !newest.isOf(primary, primary.forHash())) {
            throw malformed("v6 entity without a valid direct-key signature");
        }
        return newest;
    }

    /** A user counts where the key itself says so; what others say of it does not matter. */
    private void identity(PgpKey primary, byte[] user, Map<String, Identity> identities) throws Unreadable {
        byte[] signed = ByteBuffer.allocate(1 + Integer.BYTES + user.length)
                .put((byte) 0xb4)
                .putInt(user.length)
                .put(user)
                .array();
        PgpSignature self = null;
        var revocations = new ArrayList<PgpSignature>();
        for (PgpSignature signature : signatures()) {
            boolean revokes = signature.type() == PgpSignature.CERTIFICATION_REVOCATION;
            if (!revokes && !signature.isCertification()) {
                throw malformed("user ID signature with wrong type");
            }
            if (!signature.claims(primary)) {
                continue;
            }
            if (!signature.isOf(primary, primary.forHash(), signed)) {
                throw malformed("user ID self-signature invalid");
            }
            if (revokes) {
                revocations.add(signature);
            } else if (signature.isNewerThan(self)) {
                self = signature;
            }
        }
        if (self != null || !revocations.isEmpty()) {
            String name = new String(user, StandardCharsets.ISO_8859_1);
            identities.put(name, new Identity(name, self, revocations));
        }
    }

    private Subkey subkey(PgpKey primary, PgpKey key) throws Unreadable {
        PgpSignature binding = null;
        var revocations = new ArrayList<PgpSignature>();
        for (PgpSignature signature : signatures()) {
            boolean revokes = signature.type() == PgpSignature.SUBKEY_REVOCATION;
            if (!revokes && signature.type() != PgpSignature.SUBKEY_BINDING) {
                throw malformed("subkey signature with wrong type");
            }
            requireBound(primary, key, signature);
            if (revokes) {
                revocations.add(signature);
            } else if (signature.isNewerThan(binding)) {
                binding = signature;
            }
        }
        if (binding == null) {
            throw malformed("subkey packet not followed by signature");
        }
        return new Subkey(key, binding, revocations);
    }

    /** A subkey that may sign has to say itself, too, that it belongs to the primary key. */
    private static void requireBound(PgpKey primary, PgpKey subkey, PgpSignature signature) throws Unreadable {
        if (!signature.isOf(primary, primary.forHash(), subkey.forHash())) {
            throw malformed("subkey signature invalid");
        }
        if (!signature.facts().maySign()) {
            return;
        }
        PgpSignature back = signature.facts().embedded();
        if (back == null || !back.isOf(subkey, primary.forHash(), subkey.forHash())) {
            throw malformed("signing subkey is missing cross-signature");
        }
    }

    /** The signatures that stand here, one after the other. */
    private List<PgpSignature> signatures() throws Unreadable {
        var signatures = new ArrayList<PgpSignature>();
        while (at < items.size()) {
            requireReadable(items.get(at));
            if (!(items.get(at) instanceof PgpItem.Sign sign)) {
                break;
            }
            signatures.add(sign.signature());
            at++;
        }
        return signatures;
    }

    private void requireReadable(PgpItem item) throws Unreadable {
        if (item instanceof PgpItem.Broken broken) {
            at = Math.max(at, items.indexOf(item) + 1);
            throw broken.why();
        }
    }

    private static Unreadable malformed(String why) {
        return Unreadable.malformed("openpgp: invalid data: " + why);
    }
}
