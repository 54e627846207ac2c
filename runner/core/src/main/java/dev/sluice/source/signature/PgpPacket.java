package dev.sluice.source.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One packet of OpenPGP data, not yet understood (RFC 9580, 4.2). */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
record PgpPacket(int tag, byte[] body) {

    /** No packet: nothing that can be read stands here. */
    static final int BROKEN_OFF = -1;

    static final int SIGNATURE = 2;
    static final int SECRET_KEY = 5;
    static final int PUBLIC_KEY = 6;
    static final int SECRET_SUBKEY = 7;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;

    private static final int ANY = 0x80;
    private static final int NEW_FORMAT = 0x40;
    private static final int TO_THE_END = 3;
    private static final int TWO_OCTETS = 192;
    private static final int PARTIAL = 224;
    private static final int FOUR_OCTETS = 255;

    /** The packets of some data, in their order; where it breaks off, the last one is {@link #BROKEN_OFF}. */
    static List<PgpPacket> split(byte[] data) {
        var packets = new ArrayList<PgpPacket>();
        var from = ByteBuffer.wrap(data);
        try {
            while (from.hasRemaining()) {
                packets.add(next(from));
            }
        } catch (Unreadable e) {
            packets.add(new PgpPacket(BROKEN_OFF, new byte[0]));
        }
        return packets;
    }

    private static PgpPacket next(ByteBuffer from) throws Unreadable {
        int header = octet(from);
        if ((header & ANY) == 0) {
            throw Unreadable.malformed("openpgp: invalid data: tag byte does not have MSB set");
        }
        return (header & NEW_FORMAT) == 0
                ? new PgpPacket((header & 0x3c) >> 2, oldBody(from, header & 3))
                : new PgpPacket(header & 0x3f, newBody(from));
    }

    /** The packet as it stands in a file. */
    byte[] encoded() {
        return ByteBuffer.allocate(2 + Integer.BYTES + body.length)
                .put((byte) (ANY | NEW_FORMAT | tag))
                .put((byte) FOUR_OCTETS)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] oldBody(ByteBuffer from, int lengthType) throws Unreadable {
        return lengthType == TO_THE_END ? take(from, from.remaining()) : take(from, number(from, 1 << lengthType));
    }

    private static byte[] newBody(ByteBuffer from) throws Unreadable {
        var body = new ByteArrayOutputStream();
        while (true) {
            int first = octet(from);
            if (first < TWO_OCTETS) {
                body.writeBytes(take(from, first));
            } else if (first < PARTIAL) {
                body.writeBytes(take(from, ((first - TWO_OCTETS) << 8) + octet(from) + TWO_OCTETS));
            } else if (first == FOUR_OCTETS) {
                body.writeBytes(take(from, number(from, Integer.BYTES)));
            } else {
                body.writeBytes(take(from, 1 << (first & 0x1f)));
                continue;
            }
            return body.toByteArray();
        }
    }

    private static int number(ByteBuffer from, int octets) throws Unreadable {
        int number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | octet(from);
        }
        return number;
    }

    private static int octet(ByteBuffer from) throws Unreadable {
        return take(from, 1)[0] & 0xff;
    }

    private static byte[] take(ByteBuffer from, int length) throws Unreadable {
        if (length < 0 || length > from.remaining()) {
            throw Unreadable.malformed("openpgp: unexpected EOF");
        }
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
