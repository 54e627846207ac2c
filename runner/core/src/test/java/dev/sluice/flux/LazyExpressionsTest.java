package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cel.Expressions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Who has no expression pays for none: the parser and all that it stands on are not loaded. */
class LazyExpressionsTest {

    /** Loads our classes anew, and refuses those of cel-java. */
    private static final class WithoutCel extends ClassLoader {

        WithoutCel() {
            super(LazyExpressionsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.cel.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.sluice.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** A unit without expressions is checked, and its status readers are made. */
    static final class WithoutExpressions implements Callable<Integer> {

        @Override
        public Integer call() {
            var object = Fixtures.kustomizationObject("dependsOn: [{name: a}]");
            var evaluators = new HealthExpressions(new Expressions()).of(KustomizationSpec.of(object));
            var unused = new ReadyExpressions(new Expressions());
            return new FluxObjects().validate(object).size()
                    + evaluators.byGroupKind().size();
        }
    }

    /** The same with one. */
    static final class WithExpression implements Callable<Integer> {

        @Override
        public Integer call() {
            var object = Fixtures.kustomizationObject("dependsOn: [{name: a, readyExpr: 'true'}]");
            return new FluxObjects().validate(object).size();
        }
    }

    private static Object called(Class<?> work) throws ReflectiveOperationException {
        var constructor = new WithoutCel().loadClass(work.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        Object instance = constructor.newInstance();
        var call = instance.getClass().getDeclaredMethod("call");
        call.setAccessible(true);
        return call.invoke(instance);
    }

    @Test
    void whereThereIsNoExpressionNoneOfItsClassesIsLoaded() throws ReflectiveOperationException {
        assertThat(called(WithoutExpressions.class)).isEqualTo(0);
    }

    @Test
    void whereThereIsOneTheyAre() {
        assertThatThrownBy(() -> called(WithExpression.class))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
}
