package dev.sluice.junit;

import java.util.Optional;

/** A control plane that is built with Go. */
record ControlPlaneKind(ProgramCache programs, GoToolchain go) implements ClusterKind {

    @Override
    public String name() {
        return "go";
    }

    @Override
    public String needs() {
        return GoToolchain.NEEDED;
    }

    @Override
    public boolean isPossible() {
        return (programs.holds(Program.CONTROL_PLANE) && programs.holds(Program.KWOK)) || go.answers();
    }

    @Override
    public Optional<TestCluster> start() {
        return Optional.of(ControlPlane.start(ControlPlaneOptions.standard(), programs));
    }
}
