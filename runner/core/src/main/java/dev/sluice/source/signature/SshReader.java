package dev.sluice.source.signature;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what SSH writes (RFC 4251, section 5). */
final class SshReader {

    private final ByteBuffer buffer;

    SshReader(byte[] data) {
        this.buffer = ByteBuffer.wrap(data);
    }

    byte[] bytes(int length) throws Unreadable {
        if (length < 0 || length > buffer.remaining()) {
            throw cutOff();
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    int number() throws Unreadable {
        try {
            return buffer.getInt();
        } catch (BufferUnderflowException e) {
            throw cutOff();
        }
    }

    byte[] string() throws Unreadable {
        return bytes(number());
    }

    String text() throws Unreadable {
        return new String(string(), StandardCharsets.UTF_8);
    }

    BigInteger integer() throws Unreadable {
        byte[] bytes = string();
        return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    }

    byte[] rest() throws Unreadable {
        return bytes(buffer.remaining());
    }

    /** Nothing may stand behind. */
    void end() throws Unreadable {
        if (buffer.hasRemaining()) {
            throw Unreadable.malformed("ssh: unmarshal error: trailing data");
        }
    }

    private static Unreadable cutOff() {
        return Unreadable.malformed("ssh: short read");
    }
}
