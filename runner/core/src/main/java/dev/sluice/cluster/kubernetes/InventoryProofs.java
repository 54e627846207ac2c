package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Sha256;
import dev.sluice.object.ObjectId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The digests and fingerprints of an inventory's objects, as bytes: hexadecimal digits take half a byte each, so that
 * 10,000 objects with two SHA-256 each take 660 KB. They follow the digest of the lines whose objects they are of:
 * proofs of other lines prove nothing.
 */
final class InventoryProofs {

    private static final Pattern HEXADECIMAL = Pattern.compile("([0-9a-f]{2}){1,127}");
    private static final int TEXT = 0xff;

    private InventoryProofs() {}

    static byte[] write(InventoryLines lines, SortedMap<ObjectId, Entry> objects) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(Sha256.of(lines.text()), out);
            for (ObjectId id : lines.ids()) {
                Entry entry = Objects.requireNonNull(objects.get(id));
                write(entry.digest(), out);
                write(entry.fingerprint(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The objects of the lines with their proofs; without any if the proofs are those of other lines: then somebody has
     * changed the lines.
     *
     * @throws IOException if these are no proofs
     */
    static SortedMap<ObjectId, Entry> read(InventoryLines lines, byte[] proofs) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(proofs));
        if (!read(in).equals(Sha256.of(lines.text()))) {
            return none(lines);
        }
        var objects = new TreeMap<ObjectId, Entry>();
        for (int i = 0; i < lines.ids().size(); i++) {
            objects.put(lines.ids().get(i), new Entry(lines.versions().get(i), read(in), read(in)));
        }
        return objects;
    }

    /** The objects of the lines, of which nothing is proved. */
    static SortedMap<ObjectId, Entry> none(InventoryLines lines) {
        var objects = new TreeMap<ObjectId, Entry>();
        for (int i = 0; i < lines.ids().size(); i++) {
            objects.put(lines.ids().get(i), Entry.unproved(lines.versions().get(i)));
        }
        return objects;
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        if (text.isEmpty()) {
            out.writeByte(0);
            return;
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            out.writeByte(text.length() / 2);
            out.write(HexFormat.of().parseHex(text));
            return;
        }
        out.writeByte(TEXT);
        out.writeUTF(text);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte();
        if (length == TEXT) {
            return in.readUTF();
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
