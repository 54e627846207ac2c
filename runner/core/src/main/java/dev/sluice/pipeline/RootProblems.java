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
        List<Place> places = request.roots().stream()
                .map(root -> new Place(root, RealPath.of(request.directory().resolve(root))))
                .toList();
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < i; j++) {
                problems.addAll(ofPair(places.get(j), places.get(i)));
            }
        }
        return problems;
    }

    /** A root as it is named, and the directory that this is. */
    private record Place(String name, Path directory) {}

    private List<Problem> ofPair(Place first, Place second) {
        Path one = first.directory();
        Path other = second.directory();
        if (one.equals(other)) {
            return List.of(new Problem(
                    OPTION, second.name() + ": is the same directory as " + first.name(), "name each root once"));
        }
        if (request.output().isPresent() && (one.startsWith(other) || other.startsWith(one))) {
            String inner = one.startsWith(other) ? first.name() : second.name();
            String outer = one.startsWith(other) ? second.name() : first.name();
            return List.of(new Problem(
                    OPTION,
                    inner + ": lies in " + outer + ", and so would what is written of them",
                    "write them one by one, each with an --output of its own"));
        }
        return List.of();
    }
}
