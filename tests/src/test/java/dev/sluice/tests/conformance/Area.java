package dev.sluice.tests.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One area of conformance data: a folder of inputs with expected outputs made by the real programs. */
interface Area {

    /** The folder's name below the conformance data. */
    String name();

    /** All cases of a folder; reading them must be cheap, checking them is the case's work. */
    List<Case> cases(Path directory) throws IOException;

    /** One case. */
    record Case(String name, Check check) {}

    /** Tries one case. */
    @FunctionalInterface
    interface Check {
        /** Empty where the case passes, else a short difference (one line). An exception is a failure, too. */
        Optional<String> difference() throws Exception;
    }
}
