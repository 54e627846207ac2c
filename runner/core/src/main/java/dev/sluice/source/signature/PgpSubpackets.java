package dev.sluice.source.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.openpgp.PGPSignature;
import org.jspecify.annotations.Nullable;

/**
 * What a signature of OpenPGP says of itself (RFC 9580, 5.2.3). Only what is signed counts, but for who made it.
 *
 * @param created seconds since 1970; 0 where nothing is said
 * @param lifetime of the signature, in seconds; empty: for ever
 * @param keyLifetime of the key that it is about
 * @param issuer the id of the key that made it
 * @param issuerFingerprint that key's fingerprint; null where absent
 * @param flags what the key may do; null where nothing is said
 * @param primary whether it marks a user's first identity
 * @param embedded the signature of a subkey over its primary key; null where absent
 * @param compromised whether it revokes a key that somebody else has
 * @param criticalNotation a note that nobody may overlook; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
record PgpSubpackets(
        long created,
        OptionalLong lifetime,
        OptionalLong keyLifetime,
        OptionalLong issuer,
        byte @Nullable [] issuerFingerprint,
        @Nullable Integer flags,
        boolean primary,
        @Nullable PgpSignature embedded,
        boolean compromised,
        @Nullable String criticalNotation) {

    private static final int CREATED = 2;
    private static final int EXPIRES = 3;
    private static final int EXPORTABLE = 4;
    private static final int KEY_EXPIRES = 9;
    private static final int ISSUER = 16;
    private static final int NOTATION = 20;
    private static final int PRIMARY_USER = 25;
    private static final int FLAGS = 27;
    private static final int REASON = 29;
    private static final int EMBEDDED = 32;
    private static final int ISSUER_FINGERPRINT = 33;
    /** What a signature may demand to be understood. */
    private static final Set<Integer> KNOWN =
            Set.of(2, 3, 4, 5, 6, 9, 11, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 35, 39);

    private static final int COMPROMISED = 2;
    private static final int MAY_SIGN = 2;

    boolean maySign() {
        return flags != null && (flags & MAY_SIGN) != 0;
    }

    static PgpSubpackets of(PGPSignature signature) throws Unreadable {
        var reading = new Reading();
        for (SignatureSubpacket subpacket : signature.getHashedSubPackets().toArray()) {
            reading.take(subpacket);
        }
        for (SignatureSubpacket subpacket : signature.getUnhashedSubPackets().toArray()) {
            if (Set.of(ISSUER, ISSUER_FINGERPRINT, EMBEDDED).contains(subpacket.getType())) {
                reading.take(subpacket);
            }
        }
        return reading.done();
    }

    /** Collects the facts; the last of a kind counts. */
    private static final class Reading {

        private long created;
        private OptionalLong lifetime = OptionalLong.empty();
        private OptionalLong keyLifetime = OptionalLong.empty();
        private OptionalLong issuer = OptionalLong.empty();
        private byte @Nullable [] fingerprint;
        private @Nullable Integer flags;
        private boolean primary;
        private @Nullable PgpSignature embedded;
        private boolean compromised;
        private @Nullable String notation;

        void take(SignatureSubpacket subpacket) throws Unreadable {
            byte[] data = subpacket.getData();
            switch (subpacket.getType()) {
                case CREATED -> created = number(data, Integer.BYTES);
                case EXPIRES -> lifetime = lifetime(data);
                case KEY_EXPIRES -> keyLifetime = lifetime(data);
                case EXPORTABLE -> requireExportable(data);
                case ISSUER -> issuer = OptionalLong.of(number(data, Long.BYTES));
                case ISSUER_FINGERPRINT -> takeFingerprint(data);
                case NOTATION -> takeNotation(subpacket);
                case PRIMARY_USER -> primary = number(data, 1) > 0;
                case FLAGS -> flags = data.length == 0 ? 0 : data[0] & 0xff;
                case REASON -> compromised = data.length > 0 && data[0] == COMPROMISED;
                case EMBEDDED -> takeEmbedded(data);
                default -> requireKnown(subpacket);
            }
        }

        private void takeFingerprint(byte[] data) throws Unreadable {
            if (data.length < 1 || data.length - 1 != (data[0] >= 5 ? 32 : 20)) {
                throw bad("bad fingerprint length");
            }
            fingerprint = Arrays.copyOfRange(data, 1, data.length);
            issuer = OptionalLong.of(
                    ByteBuffer.wrap(data, data[0] >= 5 ? 1 : 13, Long.BYTES).getLong());
        }

        private void takeNotation(SignatureSubpacket subpacket) {
            if (subpacket.isCritical() && notation == null) {
                byte[] data = subpacket.getData();
                int length = data.length < 8 ? 0 : ByteBuffer.wrap(data, 4, 2).getShort();
                notation = length < 1 || 8 + length > data.length
                        ? ""
                        : new String(data, 8, length, StandardCharsets.UTF_8);
            }
        }

        private void takeEmbedded(byte[] data) throws Unreadable {
            if (embedded != null) {
                throw bad("Cannot have multiple embedded signatures");
            }
            embedded = PgpSignature.read(data);
            if (embedded.type() != PgpSignature.PRIMARY_BINDING) {
                throw bad("cross-signature has unexpected type " + embedded.type());
            }
        }

        PgpSubpackets done() {
            return new PgpSubpackets(
                    created,
                    lifetime,
                    keyLifetime,
                    issuer,
                    fingerprint,
                    flags,
                    primary,
                    embedded,
                    compromised,
                    notation);
        }

        private static void requireExportable(byte[] data) throws Unreadable {
            if (data.length > 0 && data[0] == 0) {
                throw Unreadable.unsupported(
                        "openpgp: unsupported feature: signature with non-exportable certification");
            }
        }

        private static void requireKnown(SignatureSubpacket subpacket) throws Unreadable {
            if (subpacket.isCritical() && !KNOWN.contains(subpacket.getType())) {
                throw Unreadable.unsupported("openpgp: unsupported feature: unknown critical signature subpacket type "
                        + subpacket.getType());
            }
        }

        /** None is for ever. */
        private static OptionalLong lifetime(byte[] data) throws Unreadable {
            long seconds = number(data, Integer.BYTES);
            return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
        }

        private static long number(byte[] data, int octets) throws Unreadable {
            if (data.length != octets) {
                throw bad("subpacket with bad length");
            }
            long number = 0;
            for (byte octet : data) {
                number = (number << 8) | (octet & 0xff);
            }
            return number;
        }

        private static Unreadable bad(String why) {
            return Unreadable.malformed("openpgp: invalid data: " + why);
        }
    }
}
