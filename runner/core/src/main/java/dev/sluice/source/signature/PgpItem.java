package dev.sluice.source.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a packet among keys is to go-crypto ({@code packet/reader.go}): what it does not know is not there. */
sealed interface PgpItem {

    /** A key. */
    record Key(PgpKey key, boolean primary) implements PgpItem {}

    /** Somebody's name, as it was written. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
    record User(byte[] name) implements PgpItem {}

    /** A signature of what stands before. */
    record Sign(PgpSignature signature) implements PgpItem {}

    /** Something that is known and does not matter, but ends what stands before. */
    record Other() implements PgpItem {}

    /** Something that nobody can read. */
    record Broken(Unreadable why) implements PgpItem {}

    /** Whether a new certificate begins here. */
    default boolean isPrimary() {
        return this instanceof Key key && key.primary();
    }

    /** Trust packets and markers, and all from this tag on: they may be overlooked by those who do not know them. */
    int FIRST_OPTIONAL = 40;

    Set<Integer> OVERLOOKED = Set.of(10, 12);
    Set<Integer> KNOWN = Set.of(1, 3, 4, 8, 9, 11, 17, 18, 20, 21);

    /** All items of some packets. */
    static List<PgpItem> of(List<PgpPacket> packets) {
        var items = new ArrayList<PgpItem>();
        for (PgpPacket packet : packets) {
            try {
                of(packet).ifPresent(items::add);
            } catch (Unreadable e) {
                if (!e.isUnsupported()) {
                    items.add(new Broken(e));
                }
            }
        }
        return items;
    }

    private static Optional<PgpItem> of(PgpPacket packet) throws Unreadable {
        int tag = packet.tag();
        if (OVERLOOKED.contains(tag) || tag >= FIRST_OPTIONAL) {
            return Optional.empty();
        }
        return Optional.of(
                switch (tag) {
                    case PgpPacket.SIGNATURE -> new Sign(PgpSignature.read(packet.body()));
                    case PgpPacket.USER_ID -> new User(packet.body());
                    case PgpPacket.PUBLIC_KEY, PgpPacket.SECRET_KEY -> new Key(PgpKey.read(packet), true);
                    case PgpPacket.PUBLIC_SUBKEY, PgpPacket.SECRET_SUBKEY -> new Key(PgpKey.read(packet), false);
                    default -> other(tag);
                });
    }

    private static PgpItem other(int tag) throws Unreadable {
        if (tag == PgpPacket.BROKEN_OFF) {
            throw Unreadable.malformed("unexpected EOF");
        }
        if (!KNOWN.contains(tag)) {
            throw Unreadable.malformed("openpgp: invalid data: unknown critical packet type: " + tag);
        }
        return new Other();
    }
}
