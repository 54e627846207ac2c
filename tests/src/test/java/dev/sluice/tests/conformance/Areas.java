package dev.sluice.tests.conformance;

import java.util.List;

/** Every area that is carried out so far. */
final class Areas {

    static final List<Area> ALL = List.of(
            new SourceIgnoreArea(),
            new GitRevisionArea(),
            new GitSemverArea(),
            new PostBuildArea(),
            new FluxBuildArea(),
            new KustomizeArea(),
            new KstatusArea(),
            new CelHealthArea(),
            new SsaArea(),
            new ReposArea());

    private Areas() {}
}
