package dev.sluice.cel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comprehension: what the macros {@code all}, {@code exists}, {@code map}, {@code filter} … stand for. */
record Fold(Node range, String item, String accumulator, Node start, Node condition, Node step, Node result)
        implements Node {

    @Override
    public Object value(Scope scope) throws EvaluationFailure {
        var frame = new Frame(scope);
        for (Object next : items(range.value(scope))) {
            scope.step();
            frame.next = next;
            // A condition that is neither true nor false goes on.
            if (condition.value(frame) instanceof Boolean goOn && !goOn) {
                break;
            }
            frame.advance();
        }
        frame.next = null;
        Object found = result.value(frame);
        return found instanceof GrowingList list ? List.copyOf(list) : found;
    }

    private static Collection<?> items(Object range) throws EvaluationFailure {
        if (range instanceof List<?> list) {
            return list;
        }
        if (range instanceof Map<?, ?> map) {
            return map.keySet();
        }
        throw new EvaluationFailure("got '" + TypeName.of(range) + "', expected iterable type");
    }

    /** What the parts of the comprehension see: its two variables before those around it. */
    private final class Frame implements Scope {
        private final Scope around;
        private @Nullable Object next;
        private @Nullable Object accumulated;
        /** Of the last step; the next one may do without what it would have brought. */
        private @Nullable EvaluationFailure failed;

        Frame(Scope around) {
            this.around = around;
        }

        void advance() {
            try {
                accumulated = step.value(this);
                failed = null;
            } catch (EvaluationFailure e) {
                failed = e;
            }
        }

        @Override
        public @Nullable Object find(String name) throws EvaluationFailure {
            if (name.equals(accumulator)) {
                return accumulated();
            }
            return next != null && name.equals(item) ? next : around.find(name);
        }

        @Override
        public void step() throws EvaluationFailure {
            around.step();
        }

        /** Begun when it is first asked for. */
        private Object accumulated() throws EvaluationFailure {
            if (failed != null) {
                throw failed;
            }
            if (accumulated == null) {
                Object first = start.value(around);
                accumulated = first instanceof List<?> list && list.isEmpty() ? new GrowingList() : first;
            }
            return accumulated;
        }
    }
}
