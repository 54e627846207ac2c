package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals take that look at or change a target. */
abstract class TargetGoal extends RunGoal {

    /**
     * Where to apply: cluster or dir:PATH. Without: the cluster, where a kubeconfig or the account of a pod is there.
     */
    @Parameter(property = "sluice.target")
    private @Nullable String target;

    /** How to reach the cluster. Without: KUBECONFIG, else ~/.kube/config. */
    @Parameter(property = "sluice.kubeconfig")
    private @Nullable File kubeconfig;

    /** A context of the kubeconfig. */
    @Parameter(property = "sluice.context")
    private @Nullable String context;

    /** Whether programs that the kubeconfig names may be executed for credentials. */
    @Parameter(property = "sluice.insecureKubeconfigExec")
    private @Nullable Boolean insecureKubeconfigExec;

    /** Carry out these units only: KIND/NAMESPACE/NAME. */
    @Parameter(property = "sluice.only")
    private @Nullable List<String> only;

    /** Whether what left the repository is deleted, for a root that does not define itself. */
    @Parameter(property = "sluice.prune")
    private @Nullable Boolean prune;

    /** Whether secret values are written, instead of their digests. */
    @Parameter(property = "sluice.withSecrets")
    private @Nullable Boolean withSecrets;

    TargetGoal(Command command) {
        super(command);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        given(target, request::target);
        given(ParameterText.path(kubeconfig), request::kubeconfig);
        given(context, request::context);
        given(insecureKubeconfigExec, request::insecureKubeconfigExec);
        given(only, request::only);
        given(prune, request::prune);
        given(withSecrets, request::withSecrets);
    }
}
