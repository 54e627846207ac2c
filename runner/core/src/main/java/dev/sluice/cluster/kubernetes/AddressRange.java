package dev.sluice.cluster.kubernetes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a host that is written as an IP address is in a range; a name is in none, and is never looked up. */
final class AddressRange {

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    private final byte @Nullable [] address;

    AddressRange(String host) {
        this.address = bytes(host);
    }

    boolean isLoopback() {
        return isIn("127.0.0.0/8") || isIn("::1");
    }

    /** Whether it is the address, or in the network {@code ADDRESS/BITS}. */
    boolean isIn(String range) {
        int slash = range.indexOf('/');
        byte @Nullable [] network = bytes(slash < 0 ? range : range.substring(0, slash));
        if (address == null || network == null || network.length != address.length) {
            return false;
        }
        int bits = slash < 0 ? address.length * 8 : bits(range.substring(slash + 1), address.length * 8);
        for (int i = 0; i < address.length; i++) {
            int mask = 0xff << Math.max(0, 8 - Math.max(0, bits - i * 8)) & 0xff;
            if (((address[i] ^ network[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bits(String text, int most) {
        try {
            return Math.min(most, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return most;
        }
    }

    private static byte @Nullable [] bytes(String host) {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!NUMBERS.matcher(plain).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(plain).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
