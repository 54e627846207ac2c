package dev.sluice.pipeline;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with the roots that a request names. */
final class RootProblems {

    /** What is about no target: nothing says yet which target is which root's. */
    private static final Set<Command> OF_SEVERAL = EnumSet.of(Command.RENDER, Command.VALIDATE);

    private static final String OPTION = "--root";
    private static final String DEFAULT_NAME = "flux-system";

    private final RunRequest request;

    RootProblems(RunRequest request) {
        this.request = request;
    }

    List<Problem> all() {
        var problems = new ArrayList<Problem>();
        if (!request.roots().isEmpty() && !request.entries().isEmpty()) {
            problems.add(new Problem(
                    "ENTRY, --root",
                    "only one of them can be given",
                    "several ENTRYs are one root, their objects together; several --roots are as many roots"));
        }
        if (request.hasSeveralRoots()) {
            problems.addAll(ofSeveral());
        }
        return problems;
    }

    private List<Problem> ofSeveral() {
        var problems = new ArrayList<Problem>();
        Command command = request.command();
        if (!OF_SEVERAL.contains(command)) {
            problems.add(
                    new Problem(
                            OPTION,
                            command.word() + " of several roots needs a target for each of them, and there is one",
                            "run it for each root with its own target; the environments of sluice.yaml will bring both together"));
        }
        if (!request.name().equals(DEFAULT_NAME)) {
            problems.add(new Problem(
                    "--name",
                    "would give " + request.roots().size() + " roots one name",
                    "leave it out: each root has the name that its own gotk-sync.yaml gives it"));
        }
        for (int i = 0; i < request.roots().size(); i++) {
            for (int j = 0; j < i; j++) {
                problems.addAll(ofPair(request.roots().get(j), request.roots().get(i)));
            }
        }
        return problems;
    }

    private List<Problem> ofPair(String first, String second) {
        Path one = RealPath.of(request.directory().resolve(first));
        Path other = RealPath.of(request.directory().resolve(second));
        if (one.equals(other)) {
            return List.of(new Problem(OPTION, second + ": is the same directory as " + first, "name each root once"));
        }
        if (request.output().isPresent() && (one.startsWith(other) || other.startsWith(one))) {
            String inner = one.startsWith(other) ? first : second;
            String outer = one.startsWith(other) ? second : first;
            return List.of(new Problem(
                    OPTION,
                    inner + ": lies in " + outer + ", and so would what is written of them",
                    "write them one by one, each with an --output of its own"));
        }
        return List.of();
    }
}
