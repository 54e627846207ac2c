package dev.sluice.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a {@link ControlPlane} is started.
 *
 * @param users who may log in besides the user who may do everything, with their groups
 * @param serviceAccountAdmission whether pods get a service account and its token, as in life; without, a pod is created
 *     even where the controllers have not made the namespace's account yet
 * @param nodes whether there is a scheduler and a node, so that pods run
 * @param apiServerArguments further arguments of {@code kube-apiserver}; of two of a name the last one counts
 */
public record ControlPlaneOptions(
        Map<String, List<String>> users,
        boolean serviceAccountAdmission,
        boolean nodes,
        List<String> apiServerArguments) {

    /** Copies what it is given. */
    public ControlPlaneOptions {
        var copies = new LinkedHashMap<String, List<String>>();
        users.forEach((user, groups) -> copies.put(user, List.copyOf(groups)));
        users = Map.copyOf(copies);
        apiServerArguments = List.copyOf(apiServerArguments);
    }

    /** What the shared cluster is started with: pods run, {@link TestCluster#NOBODY} may log in. */
    public static ControlPlaneOptions standard() {
        return new ControlPlaneOptions(Map.of(TestCluster.NOBODY, List.of()), false, true, List.of());
    }

    /** With one more user, who has no rights but those of their groups. */
    public ControlPlaneOptions withUser(String name, String... groups) {
        var more = new LinkedHashMap<>(users);
        more.put(name, List.of(groups));
        return new ControlPlaneOptions(more, serviceAccountAdmission, nodes, apiServerArguments);
    }

    /** With service accounts for pods, as in life. */
    public ControlPlaneOptions withServiceAccountAdmission() {
        return new ControlPlaneOptions(users, true, nodes, apiServerArguments);
    }

    /** Without a scheduler and a node: pods stay pending, and the start is shorter. */
    public ControlPlaneOptions withoutNodes() {
        return new ControlPlaneOptions(users, serviceAccountAdmission, false, apiServerArguments);
    }

    /** With one more argument of {@code kube-apiserver}, as {@code --request-timeout=5s}. */
    public ControlPlaneOptions withApiServerArgument(String argument) {
        var more = new ArrayList<>(apiServerArguments);
        more.add(argument);
        return new ControlPlaneOptions(users, serviceAccountAdmission, nodes, more);
    }
}
