package dev.sluice.source.signature;

import dev.sluice.source.signature.PgpCertificate.Subkey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The public keys of an armored block, and what they say to a signature (go-crypto {@code openpgp/read.go}). */
record PgpKeyRing(List<PgpCertificate> certificates) {

    private static final Set<String> TYPES = Set.of("PGP PUBLIC KEY BLOCK", "PGP PRIVATE KEY BLOCK");
    private static final String SIGNATURE = "PGP SIGNATURE";

    PgpKeyRing {
        certificates = List.copyOf(certificates);
    }

    /**
     * An answer to a signature.
     *
     * @param key the primary key whose signature it is; empty where it is none of these keys'
     * @param why what else is known of it, for people; empty where nothing is
     */
    record Answer(Optional<String> key, String why) {}

    static PgpKeyRing read(String armored) throws Unreadable {
        Armor armor = Armor.ofPgp(armored);
        if (!TYPES.contains(armor.type())) {
            throw Unreadable.malformed(
                    "openpgp: invalid argument: expected public or private key block, got: " + armor.type());
        }
        return new PgpKeyRing(new PgpCertificateReader(PgpItem.of(PgpPacket.split(armor.data()))).read());
    }

    /** Whether one of these keys signed the payload: the first signature counts whose key is among them. */
    Answer check(String armored, byte[] payload, Instant now) {
        try {
            Armor armor = Armor.ofPgp(armored);
            if (!armor.type().equals(SIGNATURE)) {
                return refused("it is no signature");
            }
            return check(PgpPacket.split(armor.data()), payload, now);
        } catch (Unreadable e) {
            return refused("the signature cannot be read: " + e.why());
        }
    }

    private Answer check(List<PgpPacket> packets, byte[] payload, Instant now) throws Unreadable {
        String unknown = "";
        for (PgpPacket packet : packets) {
            Optional<PgpSignature> signature = signature(packet);
            if (signature.isEmpty()) {
                continue;
            }
            if (signature.get().facts().issuer().isEmpty()) {
                return refused("the signature does not say whose it is");
            }
            long issuer = signature.get().facts().issuer().getAsLong();
            List<Candidate> candidates = candidates(issuer);
            if (!candidates.isEmpty()) {
                return verify(candidates, signature.get(), payload, now);
            }
            unknown = holds(issuer)
                    ? "key " + PgpKey.name(issuer) + " is there, but may not sign"
                    : "it is signed with key " + PgpKey.name(issuer) + ", which is not there";
        }
        return refused(unknown);
    }

    /** Empty for a signature of a kind that does not count. */
    private static Optional<PgpSignature> signature(PgpPacket packet) throws Unreadable {
        if (packet.tag() != PgpPacket.SIGNATURE) {
            throw Unreadable.malformed("openpgp: invalid data: non signature packet found");
        }
        try {
            return Optional.of(PgpSignature.read(packet.body()));
        } catch (Unreadable e) {
            if (e.isUnsupported()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private record Candidate(PgpCertificate certificate, PgpKey key) {}

    private static Answer verify(List<Candidate> candidates, PgpSignature signature, byte[] payload, Instant now) {
        // What a key said of a key, a name or a time is no word on a commit, though it be computed in the same way.
        if (!signature.isOfDocument()) {
            return refused("the signature is of something else than a document");
        }
        for (Candidate candidate : candidates) {
            if (signature.isOf(candidate.key(), payload)) {
                Optional<String> objection = candidate.certificate().objection(candidate.key(), signature, now);
                return objection.isEmpty()
                        ? new Answer(
                                Optional.of(candidate.certificate().primary().name()), "")
                        : refused("key " + candidate.key().name() + " " + objection.get());
            }
        }
        return refused("key " + candidates.get(0).key().name() + " did not sign this");
    }

    /** The keys of an id that may sign. */
    private List<Candidate> candidates(long id) {
        var candidates = new ArrayList<Candidate>();
        for (PgpCertificate certificate : certificates) {
            PgpSignature self = certificate.self();
            if (certificate.primary().id() == id && self != null && self.facts().maySign()) {
                candidates.add(new Candidate(certificate, certificate.primary()));
            }
            for (Subkey subkey : certificate.subkeys()) {
                if (subkey.key().id() == id && subkey.binding().facts().maySign()) {
                    candidates.add(new Candidate(certificate, subkey.key()));
                }
            }
        }
        return candidates;
    }

    private boolean holds(long id) {
        return certificates.stream()
                .anyMatch(certificate -> certificate.primary().id() == id
                        || certificate.subkeys().stream()
                                .anyMatch(subkey -> subkey.key().id() == id));
    }

    private static Answer refused(String why) {
        return new Answer(Optional.empty(), why);
    }
}
