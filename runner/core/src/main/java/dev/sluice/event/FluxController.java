package dev.sluice.event;

import dev.sluice.object.ObjectId;

/** Which of Flux's controllers would have told an event, and the API version its objects have in there. */
enum FluxController {
    SOURCE("source.toolkit.fluxcd.io", "v1", "source-controller"),
    KUSTOMIZE("kustomize.toolkit.fluxcd.io", "v1", "kustomize-controller"),
    HELM("helm.toolkit.fluxcd.io", "v2", "helm-controller");

    private final String group;
    private final String version;
    private final String controller;

    FluxController(String group, String version, String controller) {
        this.group = group;
        this.version = version;
        this.controller = controller;
    }

    /** The controller of an object of a run; units that are none of Flux's kinds are built like Kustomizations. */
    static FluxController of(ObjectId id) {
        for (FluxController candidate : values()) {
            if (candidate.group.equals(id.group())) {
                return candidate;
            }
        }
        return KUSTOMIZE;
    }

    String apiVersion() {
        return group + "/" + version;
    }

    String controller() {
        return controller;
    }

    /** A metadata key of an event: the group stands before it, so that no two controllers' keys meet. */
    String key(String name) {
        return group + "/" + name;
    }
}
