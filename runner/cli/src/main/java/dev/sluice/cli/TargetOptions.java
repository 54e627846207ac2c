package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands take that look at or change a target. */
final class TargetOptions {

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description =
                    "Where to apply: cluster or dir:PATH. Without: the cluster, where a kubeconfig or the account of"
                            + " a pod is there.")
    private @Nullable String target;

    @Option(
            names = "--kubeconfig",
            paramLabel = "PATH",
            description = "How to reach the cluster. Without: KUBECONFIG, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "A context of the kubeconfig.")
    private @Nullable String context;

    @Option(
            names = "--insecure-kubeconfig-exec",
            description = "Programs that the kubeconfig names may be executed for credentials.")
    private boolean insecureKubeconfigExec;

    @Option(
            names = "--only",
            paramLabel = "KIND/NAMESPACE/NAME",
            split = ",",
            description = "Carry out this unit only; can be given several times.")
    private @Nullable List<String> only;

    @Option(
            names = "--no-prune",
            description = "What left the repository stays; for a root that does not define itself.")
    private boolean noPrune;

    @Option(names = "--with-secrets", description = "A directory target holds secret values, instead of their digests.")
    private boolean withSecrets;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(target, request::target);
        given(kubeconfig, request::kubeconfig);
        given(context, request::context);
        if (insecureKubeconfigExec) {
            request.insecureKubeconfigExec(true);
        }
        given(only, request::only);
        if (noPrune) {
            request.prune(false);
        }
        if (withSecrets) {
            request.withSecrets(true);
        }
        return request;
    }
}
