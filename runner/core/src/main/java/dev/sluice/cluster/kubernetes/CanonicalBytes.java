package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Bytes that are equal where values are: fields in the order of their names, every text with its length, every kind of
 * value with its own mark, so that no two values run into each other. Not JSON, and never read again.
 */
final class CanonicalBytes {

    private static final int ENOUGH_FOR_MOST = 4096;

    private byte[] bytes = new byte[ENOUGH_FOR_MOST];
    private int length;

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    CanonicalBytes mark(char mark) {
        reserve(1);
        bytes[length++] = (byte) mark;
        return this;
    }

    CanonicalBytes text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        reserve(Integer.BYTES + encoded.length);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (encoded.length >>> shift);
        }
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    CanonicalBytes value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> list(value);
            case STRING -> mark('"').text(value.textValue());
            case BOOLEAN -> mark(value.booleanValue() ? 't' : 'f');
            case NUMBER -> mark('#').text(number(value));
            case NULL -> mark('0');
            case MISSING, BINARY, POJO -> mark('-');
        }
        return this;
    }

    private void object(JsonNode value) {
        mark('{');
        for (Map.Entry<String, JsonNode> field : sorted(value)) {
            text(field.getKey());
            value(field.getValue());
        }
        mark('}');
    }

    private void list(JsonNode value) {
        mark('[');
        value.forEach(this::value);
        mark(']');
    }

    /** The fields in the order of their names: servers write most of them so already. */
    static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        var fields = new ArrayList<>(object.properties());
        for (int i = 1; i < fields.size(); i++) {
            if (fields.get(i - 1).getKey().compareTo(fields.get(i).getKey()) > 0) {
                Collections.sort(fields, Map.Entry.comparingByKey());
                return fields;
            }
        }
        return fields;
    }

    /** Java writes fractions otherwise from one version to the next: their bits stand for them. */
    private static String number(JsonNode value) {
        return value.isIntegralNumber()
                ? value.bigIntegerValue().toString()
                : Long.toHexString(Double.doubleToLongBits(value.doubleValue()));
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
