package dev.sluice.source.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of somebody with all that belongs to it (go-crypto {@code openpgp/keys.go}, there an entity).
 *
 * @param direct what the owner says of a key of version 6; null for older ones
 * @param revocations by the key itself
 */
record PgpCertificate(
        PgpKey primary,
        List<Identity> identities,
        List<Subkey> subkeys,
        @Nullable PgpSignature direct,
        List<PgpSignature> revocations) {

    PgpCertificate {
        identities = List.copyOf(identities);
        subkeys = List.copyOf(subkeys);
        revocations = List.copyOf(revocations);
    }

    /**
     * A user of the key.
     *
     * @param self what the key says of it, the newest; null where it is only revoked
     */
    record Identity(String name, @Nullable PgpSignature self, List<PgpSignature> revocations) {

        Identity {
            revocations = List.copyOf(revocations);
        }

        /** Fewer revocations, then the mark of the first one, then the newer one. */
        boolean isBetterThan(Identity other) {
            if (other.revocations.size() != revocations.size()) {
                return other.revocations.size() > revocations.size();
            }
            if (other.self == null || self == null) {
                return other.self == null;
            }
            boolean mine = self.facts().primary();
            return other.self.facts().primary() == mine ? self.isNewerThan(other.self) : mine;
        }
    }

    /** A key below the primary one, and what that says of it, the newest. */
    record Subkey(PgpKey key, PgpSignature binding, List<PgpSignature> revocations) {

        Subkey {
            revocations = List.copyOf(revocations);
        }
    }

    /** Why this certificate's signature over the payload does not count; empty where it does. */
    Optional<String> objection(PgpKey key, PgpSignature signature, Instant now) {
        Optional<Identity> identity = identity();
        PgpSignature self = self();
        Optional<Subkey> subkey =
                subkeys.stream().filter(candidate -> candidate.key() == key).findFirst();
        if (self == null || hasCriticalNotation(signature, self, subkey)) {
            return Optional.of("says something that is not understood");
        }
        boolean revoked = isRevoked(revocations, now)
                || subkey.filter(below -> isRevoked(below.revocations(), now)).isPresent()
                || identity.filter(user -> isRevoked(user.revocations(), now)).isPresent();
        if (revoked) {
            return Optional.of("is revoked");
        }
        boolean expired = primary.isExpired(self, now)
                || subkey.filter(below -> below.key().isExpired(below.binding(), now))
                        .isPresent();
        if (expired) {
            return Optional.of("has expired");
        }
        boolean over = signature.isExpired(now)
                || self.isExpired(now)
                || subkey.filter(below -> isOver(below.binding(), now)).isPresent();
        return over ? Optional.of("made a signature that has expired or is of the future") : Optional.empty();
    }

    /** What the owner says of the primary key; null where nothing is said. */
    @Nullable
    PgpSignature self() {
        return direct == null ? identity().map(Identity::self).orElse(null) : direct;
    }

    /** The user whose words count for the primary key; a key of version 6 needs none. */
    private Optional<Identity> identity() {
        if (direct != null) {
            return Optional.empty();
        }
        return identities.stream().reduce((best, next) -> next.isBetterThan(best) ? next : best);
    }

    private static boolean hasCriticalNotation(PgpSignature signature, PgpSignature self, Optional<Subkey> subkey) {
        return signature.facts().criticalNotation() != null
                || self.facts().criticalNotation() != null
                || subkey.filter(below -> hasCriticalNotation(below.binding())).isPresent();
    }

    private static boolean hasCriticalNotation(PgpSignature binding) {
        PgpSignature embedded = binding.facts().embedded();
        return binding.facts().criticalNotation() != null
                || (embedded != null && embedded.facts().criticalNotation() != null);
    }

    private static boolean isOver(PgpSignature binding, Instant now) {
        PgpSignature embedded = binding.facts().embedded();
        return binding.isExpired(now) || (embedded != null && embedded.isExpired(now));
    }

    /** A key that somebody else has was never good; any other is revoked for as long as the revocation holds. */
    private static boolean isRevoked(List<PgpSignature> revocations, Instant now) {
        return revocations.stream()
                .anyMatch(revocation -> revocation.facts().compromised() || !revocation.isExpired(now));
    }
}
