package dev.sluice.source.signature;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of Base64 between a line {@code -----BEGIN TYPE-----} and one that ends it (RFC 9580, 6.2; RFC 7468).
 *
 * @param type for example {@code PGP PUBLIC KEY BLOCK}
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
record Armor(String type, byte[] data) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int CHECKSUM_LENGTH = 5;
    private static final int GROUP = 4;
    private static final Pattern BASE64_GROUP = Pattern.compile("[A-Za-z0-9+/]{2}([A-Za-z0-9+/]{2}|[A-Za-z0-9+/]=|==)");

    /** OpenPGP's first block: what stands around it does not count, and neither does its checksum, as in go-crypto. */
    static Armor ofPgp(String text) throws Unreadable {
        List<String> lines = lines(text);
        for (int at = 0; at < lines.size(); at++) {
            if (isBegin(lines.get(at))) {
                String type = type(lines.get(at));
                at++;
                while (at < lines.size() && lines.get(at).contains(":")) {
                    at++;
                }
                // What stands here instead of the empty line that ends the headers is passed with them.
                if (at < lines.size() && lines.get(at).isEmpty()) {
                    return new Armor(type, data(lines.subList(at + 1, lines.size())));
                }
            }
        }
        throw Unreadable.malformed("openpgp: invalid argument: no armored data found");
    }

    /** A block without headers, which has an end. */
    static Armor ofPem(String text) throws Unreadable {
        List<String> lines = lines(text);
        for (int start = 0; start < lines.size(); start++) {
            if (isBegin(lines.get(start))) {
                String type = type(lines.get(start));
                int length = lines.subList(start, lines.size()).indexOf(END + type + DASHES);
                if (length > 0) {
                    return new Armor(type, whole(lines.subList(start + 1, start + length)));
                }
            }
        }
        throw Unreadable.malformed("invalid PEM block");
    }

    private static byte[] whole(List<String> lines) throws Unreadable {
        String base64 = String.join("", lines);
        if (base64Length(base64) != base64.length()) {
            throw Unreadable.malformed("invalid PEM block");
        }
        return Base64.getDecoder().decode(base64);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).toList();
    }

    private static boolean isBegin(String line) {
        return line.startsWith(BEGIN) && line.length() > BEGIN.length() + DASHES.length();
    }

    private static String type(String begin) {
        return begin.substring(BEGIN.length(), begin.length() - DASHES.length());
    }

    /** As far as it is Base64: what comes behind may not be needed, as in Go, which reads no further than it has to. */
    private static byte[] data(List<String> lines) {
        var base64 = new StringBuilder();
        for (String line : lines) {
            boolean checksum = line.length() == CHECKSUM_LENGTH && line.charAt(0) == '=';
            if (checksum || line.startsWith(END)) {
                break;
            }
            base64.append(line);
        }
        return Base64.getDecoder().decode(base64.substring(0, base64Length(base64)));
    }

    /** How much of a text is whole groups of four digits; padding ends it. */
    private static int base64Length(CharSequence text) {
        int length = 0;
        while (length + GROUP <= text.length()) {
            String group = text.subSequence(length, length + GROUP).toString();
            if (!BASE64_GROUP.matcher(group).matches()) {
                return length;
            }
            length += GROUP;
            if (group.endsWith("=")) {
                return length;
            }
        }
        return length;
    }
}
