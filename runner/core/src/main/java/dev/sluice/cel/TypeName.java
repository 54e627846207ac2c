package dev.sluice.cel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CEL's {@code type}: what {@code type(x)} answers. */
record TypeName(String name) {

    static final String LIST = "list";
    static final String MAP = "map";

    /** The types that an expression can name, without what only messages have. */
    private static final Set<String> NAMES = Set.of(
            "bool",
            "bytes",
            "double",
            "google.protobuf.Duration",
            "google.protobuf.Timestamp",
            "int",
            LIST,
            MAP,
            "null_type",
            "optional_type",
            "string",
            "type",
            "uint");

    private static final Map<Class<?>, TypeName> SCALARS = Map.of(
            Boolean.class, new TypeName("bool"),
            Bytes.class, new TypeName("bytes"),
            Double.class, new TypeName("double"),
            Duration.class, new TypeName("google.protobuf.Duration"),
            Moment.class, new TypeName("google.protobuf.Timestamp"),
            Long.class, new TypeName("int"),
            Null.class, new TypeName("null_type"),
            String.class, new TypeName("string"),
            TypeName.class, new TypeName("type"),
            Unsigned.class, new TypeName("uint"));

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    static TypeName of(Object value) {
        if (value instanceof List) {
            return new TypeName(LIST);
        }
        if (value instanceof Map) {
            return new TypeName(MAP);
        }
        return value instanceof Optional
                ? new TypeName("optional_type")
                : SCALARS.getOrDefault(value.getClass(), new TypeName("dyn"));
    }

    @Override
    public String toString() {
        return name;
    }
}
