package dev.sluice.apply;

import dev.sluice.cel.Expressions;
import dev.sluice.cluster.status.StatusReader;
import dev.sluice.flux.HealthExpressions;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How each unit reads the status of its objects: with its own {@code healthCheckExprs}, where it has some. */
final class StatusReaders {

    private final HealthExpressions expressions = new HealthExpressions(new Expressions());
    private final Map<ObjectId, StatusReader> readers = new ConcurrentHashMap<>();
    private final Clock clock;

    StatusReaders(Clock clock) {
        this.clock = clock;
    }

    StatusReader of(Unit unit) {
        return readers.computeIfAbsent(unit.id(), any -> new StatusReader(clock, expressions.of(unit.spec())));
    }
}
