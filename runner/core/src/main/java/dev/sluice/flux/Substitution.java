package dev.sluice.flux;

import dev.sluice.object.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code spec.postBuild}: variables, and their values put into the text of each object. */
public final class Substitution {

    private Substitution() {}

    /**
     * The object with the variables of its YAML text replaced; itself where it opts out.
     *
     * @param strict whether a variable that has no value and no default is a mistake
     * @throws dev.sluice.failure.InvalidInput naming every variable without a value, or the expression that is wrong
     */
    public static Manifest substitute(Manifest manifest, Map<String, String> variables, boolean strict) {
        throw new UnsupportedOperationException();
    }

    /**
     * The variables of a Kustomization: those of {@code substituteFrom} in order, then the inline ones.
     *
     * @param lookup the ConfigMap or Secret of a reference, in the Kustomization's namespace; empty where there is none
     * @throws dev.sluice.failure.InvalidInput naming each object that is missing and each name that is no variable's
     */
    public static Map<String, String> variables(
            KustomizationSpec spec, Function<SubstituteReference, Optional<Manifest>> lookup) {
        throw new UnsupportedOperationException();
    }
}
