package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The program that a kubeconfig's user wants to be executed for its credentials. */
final class ExecCommand {

    private final KubeconfigEntry user;
    private final ConnectionOptions options;
    private final Consumer<Problem> problems;

    ExecCommand(KubeconfigEntry user, ConnectionOptions options, Consumer<Problem> problems) {
        this.user = user;
        this.options = options;
        this.problems = problems;
    }

    /** @throws Rejected if it may not be executed */
    Authorization authorization(Clock clock) {
        JsonNode exec = user.fields().path("exec");
        String command = exec.path("command").asText("");
        if (command.isEmpty()) {
            problems.accept(user.problem("exec", "user " + user.name() + ": exec has no command"));
            return Authorization.NONE;
        }
        if (!options.allowExec()) {
            throw new Rejected(
                    user.at("exec"),
                    "user " + user.name() + ": the kubeconfig wants to execute " + command,
                    "allow it with --insecure-kubeconfig-exec, or use a token",
                    null);
        }
        var arguments = new ArrayList<String>();
        arguments.add(program(command));
        exec.path("args").forEach(argument -> arguments.add(argument.asText()));
        String apiVersion = exec.path("apiVersion").asText("client.authentication.k8s.io/v1");
        return new ExecAuthorization(
                List.copyOf(arguments), environment(exec, apiVersion), options.directory(), user.at("exec"), clock);
    }

    // As client-go: a name with a slash starts where the kubeconfig is, another one is looked up in PATH.
    private String program(String command) {
        return command.contains("/") && !Path.of(command).isAbsolute()
                ? user.file().resolve(command).toString()
                : command;
    }

    private Map<String, String> environment(JsonNode exec, String apiVersion) {
        var environment = new HashMap<>(options.environment());
        exec.path("env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        environment.put(
                "KUBERNETES_EXEC_INFO",
                "{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false}}");
        return environment;
    }
}
