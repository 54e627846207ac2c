package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The typed value of one scalar, as go-yaml's {@code resolve} sees it before it becomes JSON. */
sealed interface Scalar {

    /** The value in JSON; null where JSON cannot say it (no number, infinite). */
    @Nullable
    JsonNode value();

    /** The value as a mapping key ({@code convertToJSONableObject} of {@code sigs.k8s.io/yaml}); null where it is none. */
    @Nullable
    String key();

    /** What it is in a message: {@code a number}. */
    String described();

    /** A text. */
    record Text(String text) implements Scalar {
        @Override
        public JsonNode value() {
            return JsonNodeFactory.instance.textNode(text);
        }

        @Override
        public String key() {
            return text;
        }

        @Override
        public String described() {
            return "a text";
        }
    }

    /** Null. */
    record Nothing() implements Scalar {
        @Override
        public JsonNode value() {
            return JsonNodeFactory.instance.nullNode();
        }

        @Override
        public @Nullable String key() {
            return null;
        }

        @Override
        public String described() {
            return "null";
        }
    }

    /** True or false. */
    record Truth(boolean truth) implements Scalar {
        @Override
        public JsonNode value() {
            return JsonNodeFactory.instance.booleanNode(truth);
        }

        @Override
        public String key() {
            return Boolean.toString(truth);
        }

        @Override
        public String described() {
            return "a boolean";
        }
    }

    /** An integer of 64 bits, signed or unsigned. */
    record Whole(BigInteger number) implements Scalar {
        @Override
        public JsonNode value() {
            return GoNumbers.node(number);
        }

        @Override
        public @Nullable String key() {
            return number.bitLength() < 64 ? number.toString() : null;
        }

        @Override
        public String described() {
            return "a number";
        }
    }

    /** A floating-point number. */
    record Fraction(double number) implements Scalar {
        @Override
        public @Nullable JsonNode value() {
            return Double.isFinite(number) ? GoNumbers.node(number) : null;
        }

        @Override
        public String key() {
            return GoNumbers.singlePrecision(number);
        }

        @Override
        public String described() {
            return Double.isFinite(number) ? "a number" : "no finite number, which JSON cannot hold";
        }
    }

    /**
     * A timestamp, of which only kyaml makes a time.
     *
     * @param text as it was written
     * @param time as JSON has it
     */
    record Time(String text, String time) implements Scalar {
        @Override
        public JsonNode value() {
            return JsonNodeFactory.instance.textNode(time);
        }

        @Override
        public String key() {
            return text;
        }

        @Override
        public String described() {
            return "a timestamp";
        }
    }
}
