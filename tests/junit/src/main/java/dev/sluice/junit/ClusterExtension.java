package dev.sluice.junit;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a Kubernetes cluster, which all tests of a JVM share, and each a namespace of its own.
 *
 * <p>Where none can be had, tests are skipped; under {@code CI=true} they fail.
 */
public final class ClusterExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);
    private static final int LONGEST = 40;

    /** Made by JUnit. */
    public ClusterExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        // Asked of every class and method: looked for once, said once.
        return ofThisJvm(context)
                .getOrComputeIfAbsent(
                        ConditionEvaluationResult.class,
                        key -> choice(context).condition(),
                        ConditionEvaluationResult.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestCluster.class || type == TestNamespace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCluster cluster = cluster(context);
        if (parameter.getParameter().getType() == TestCluster.class) {
            return cluster;
        }
        // Closed with the context that asked: the test, or the class for a constructor or @BeforeAll.
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "namespace of " + context.getUniqueId(),
                        key -> cluster.createNamespace(namespaceName(context)),
                        TestNamespace.class);
    }

    private static TestCluster cluster(ExtensionContext context) {
        return ofThisJvm(context)
                .getOrComputeIfAbsent(TestCluster.class, key -> choice(context).start(), TestCluster.class);
    }

    private static ClusterChoice choice(ExtensionContext context) {
        return ofThisJvm(context)
                .getOrComputeIfAbsent(
                        ClusterChoice.class, key -> ClusterChoice.of(Settings.ofThisJvm()), ClusterChoice.class);
    }

    private static Store ofThisJvm(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    /** Says whose it is, and is new: namespaces of earlier runs may be there still. */
    private static String namespaceName(ExtensionContext context) {
        String test = context.getTestMethod()
                .map(method -> method.getName())
                .orElseGet(() -> context.getRequiredTestClass().getSimpleName());
        String words = test.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String start = words.substring(0, Math.min(LONGEST, words.length())).replaceAll("^-+|-+$", "");
        return "t-" + start + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
