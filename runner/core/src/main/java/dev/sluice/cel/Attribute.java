package dev.sluice.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value and the way into it: {@code status.conditions[0].type} (cel-go {@code interpreter/attributes.go}). */
sealed interface Attribute {

    /** The same way and one step more. */
    Attribute then(Qualifier step);

    Object resolve(Scope scope) throws EvaluationFailure;

    /**
     * The way into a variable. Which steps are a part of its name is seen when it is asked for: {@code a.b.c} may be a
     * variable of that name, else {@code c} in {@code a.b}, else the way from {@code a}.
     */
    record Variable(String root, List<Qualifier> steps, List<String> names) implements Attribute {

        static Variable of(String root) {
            return new Variable(root, List.of(), List.of(root));
        }

        @Override
        public Attribute then(Qualifier step) {
            var more = new ArrayList<String>(names);
            if (names.size() == steps.size() + 1) {
                step.name().ifPresent(name -> more.add(names.get(names.size() - 1) + "." + name));
            }
            return new Variable(root, with(steps, step), List.copyOf(more));
        }

        @Override
        public Object resolve(Scope scope) throws EvaluationFailure {
            for (int named = names.size() - 1; named >= 0; named--) {
                String name = names.get(named);
                Object value = scope.find(name);
                if (value != null) {
                    return walked(scope, value, steps.subList(named, steps.size()));
                }
                if (named == steps.size() && TypeName.isKnown(name)) {
                    return new TypeName(name);
                }
            }
            throw new EvaluationFailure("no such attribute(s): " + names.get(names.size() - 1));
        }
    }

    /** The way into the value of an expression. */
    record Relative(Node start, List<Qualifier> steps) implements Attribute {

        @Override
        public Attribute then(Qualifier step) {
            return new Relative(start, with(steps, step));
        }

        @Override
        public Object resolve(Scope scope) throws EvaluationFailure {
            return walked(scope, start.value(scope), steps);
        }
    }

    /** The way into one of two values: {@code (a ? b : c).d}. */
    record Choice(Node condition, Attribute yes, Attribute no) implements Attribute {

        @Override
        public Attribute then(Qualifier step) {
            return new Choice(condition, yes.then(step), no.then(step));
        }

        @Override
        public Object resolve(Scope scope) throws EvaluationFailure {
            if (condition.value(scope) instanceof Boolean holds) {
                return holds ? yes.resolve(scope) : no.resolve(scope);
            }
            throw EvaluationFailure.noSuchOverload("_?_:_");
        }
    }

    /** After a step that is optional, and after an optional value, all is. */
    private static Object walked(Scope scope, Object start, List<Qualifier> steps) throws EvaluationFailure {
        Object value = start;
        boolean optional = false;
        if (start instanceof Optional<?> found) {
            if (found.isEmpty()) {
                return found;
            }
            optional = true;
            value = found.get();
        }
        for (Qualifier step : steps) {
            optional = optional || step.isOptional();
            if (optional) {
                Optional<Object> inside = step.find(scope, value);
                if (inside.isEmpty()) {
                    return inside;
                }
                value = inside.get();
            } else {
                value = step.qualify(scope, value);
            }
        }
        return optional ? Optional.of(value) : value;
    }

    private static List<Qualifier> with(List<Qualifier> steps, Qualifier step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return List.copyOf(more);
    }
}
