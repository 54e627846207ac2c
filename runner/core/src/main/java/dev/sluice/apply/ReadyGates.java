package dev.sluice.apply;

import dev.sluice.apply.UnitDependencies.ReadyCondition;
import dev.sluice.apply.UnitState.Phase;
import dev.sluice.cel.Expressions;
import dev.sluice.flux.DependencyReference;
import dev.sluice.flux.ReadyExpressions;
import dev.sluice.flux.ReadyExpressions.ReadyExpression;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the expressions of a unit's dependencies let it begin (kustomize-controller, {@code checkDependencies}). Each is
 * asked once in every phase of the dependency; used by the thread of the run only.
 */
final class ReadyGates {

    /** What an expression said. */
    enum Gate {
        OPEN,
        /** It may open yet. */
        CLOSED,
        /** The dependency will not change any more. */
        SHUT
    }

    private record Question(ObjectId unit, DependencyReference dependency) {}

    private record Answer(Phase phase, boolean isTrue) {}

    private final ReadyExpressions expressions = new ReadyExpressions(new Expressions());
    private final Map<Question, ReadyExpression> read = new HashMap<>();
    private final Map<Question, Answer> answers = new HashMap<>();
    private final Function<ObjectId, Optional<UnitState>> states;

    /** @param states how a unit is now; empty where it is no part of the run */
    ReadyGates(Function<ObjectId, Optional<UnitState>> states) {
        this.states = states;
    }

    Gate ask(Unit unit, ReadyCondition condition) {
        Optional<UnitState> dependency = states.apply(condition.dependency().id());
        Optional<UnitState> self = states.apply(unit.id());
        if (dependency.isEmpty() || self.isEmpty()) {
            return Gate.OPEN;
        }
        Phase phase = dependency.get().phase();
        var question = new Question(unit.id(), condition.dependency());
        Answer answer = answers.get(question);
        if (answer == null || answer.phase() != phase) {
            ReadyExpression expression = read.computeIfAbsent(question, any -> expressions.of(condition.dependency()));
            answer = new Answer(
                    phase,
                    expression.isTrue(self.get().object(), dependency.get().object()));
            answers.put(question, answer);
        }
        if (answer.isTrue()) {
            return Gate.OPEN;
        }
        boolean isLast = phase == Phase.OVER || (phase == Phase.APPLIED && !condition.mayBecomeReady());
        return isLast ? Gate.SHUT : Gate.CLOSED;
    }
}
