package dev.sluice.cel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step from a value to one inside it: {@code .name}, {@code [index]}, {@code .?name}, {@code [?index]}. */
sealed interface Qualifier {

    /** Whether a value that is not there is none instead of a failure, from here on. */
    boolean isOptional();

    /** The name that it is, where it is one that is written out: it may be a part of a variable's name. */
    Optional<String> name();

    /** The value inside; empty where there is none. */
    Optional<Object> find(Scope scope, Object value) throws EvaluationFailure;

    /** The value inside. */
    Object qualify(Scope scope, Object value) throws EvaluationFailure;

    /** A step that is written out. */
    record Constant(Object key, boolean isOptional) implements Qualifier {

        @Override
        public Optional<String> name() {
            return key instanceof String text ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Optional<Object> find(Scope scope, Object value) throws EvaluationFailure {
            return inside(value, key);
        }

        @Override
        public Object qualify(Scope scope, Object value) throws EvaluationFailure {
            return orMissing(inside(value, key), value, key);
        }
    }

    /** A step that has to be computed. */
    record Computed(Node key, boolean isOptional) implements Qualifier {

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }

        @Override
        public Optional<Object> find(Scope scope, Object value) throws EvaluationFailure {
            return inside(value, checked(key.value(scope)));
        }

        @Override
        public Object qualify(Scope scope, Object value) throws EvaluationFailure {
            Object step = checked(key.value(scope));
            return orMissing(inside(value, step), value, step);
        }

        private static Object checked(Object step) throws EvaluationFailure {
            if (isKey(step)) {
                return step;
            }
            throw new EvaluationFailure("invalid qualifier type: " + TypeName.of(step));
        }
    }

    /** The question of {@code has()}: whether there is a value. */
    record Presence(Constant step) implements Qualifier {

        @Override
        public boolean isOptional() {
            return step.isOptional();
        }

        @Override
        public Optional<String> name() {
            return step.name();
        }

        @Override
        public Optional<Object> find(Scope scope, Object value) throws EvaluationFailure {
            return step.find(scope, value);
        }

        @Override
        public Object qualify(Scope scope, Object value) throws EvaluationFailure {
            return step.find(scope, value).isPresent();
        }
    }

    /** Whether a value can be a step. */
    static boolean isKey(Object value) {
        return value instanceof String || value instanceof Boolean || Comparisons.isNumber(value);
    }

    private static Optional<Object> inside(Object value, Object key) throws EvaluationFailure {
        if (value instanceof Map<?, ?> map) {
            return Optional.ofNullable(Comparisons.find(map, key));
        }
        if (value instanceof List<?> list) {
            long index = index(key);
            return index >= 0 && index < list.size() ? Optional.of(list.get((int) index)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static long index(Object key) throws EvaluationFailure {
        if (key instanceof Long index) {
            return index;
        }
        if (key instanceof Unsigned index && index.isInt()) {
            return index.bits();
        }
        Long lossless = key instanceof Double number ? Comparisons.losslessInt(number) : null;
        if (lossless == null) {
            throw new EvaluationFailure("unsupported index type '" + TypeName.of(key) + "' in list");
        }
        return lossless;
    }

    private static Object orMissing(Optional<Object> found, Object value, Object key) throws EvaluationFailure {
        if (found.isEmpty()) {
            throw new EvaluationFailure((value instanceof List ? "index out of bounds: " : "no such key: ") + key);
        }
        return found.get();
    }
}
