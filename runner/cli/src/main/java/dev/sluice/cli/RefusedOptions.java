package dev.sluice.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options of {@code kustomize build} that let it run programs and containers: Sluice runs none, and says so by the
 * option's name. Those that are switched off ({@code --network=false}) ask for nothing.
 */
final class RefusedOptions {

    private static final String PLUGINS = "Sluice runs no plugins: no programs, no containers, no scripts";
    private static final String CHARTS = "Sluice runs no helm program: it renders charts itself";

    /** Of kustomize's {@code commands/build/flags*.go}, and {@code --enable-star} of its older releases. */
    private static final List<Refused> ALL = List.of(
            new Refused(PLUGINS, true, "--enable-alpha-plugins"),
            new Refused(PLUGINS, true, "--enable-exec"),
            new Refused(PLUGINS, true, "--enable-star"),
            new Refused(PLUGINS, true, "--network"),
            new Refused(PLUGINS, false, "--network-name"),
            new Refused(PLUGINS, false, "--mount"),
            new Refused(PLUGINS, false, "-e", "--env"),
            new Refused(PLUGINS, true, "--as-current-user"),
            new Refused(CHARTS, false, "--helm-command"));

    private RefusedOptions() {}

    private record Refused(String why, boolean isSwitch, List<String> names) {

        Refused(String why, boolean isSwitch, String... names) {
            this(why, isSwitch, List.of(names));
        }

        OptionSpec option(CommandSpec command) {
            OptionSpec.Builder option = OptionSpec.builder(names.toArray(String[]::new))
                    .hidden(true)
                    .setter(new ISetter() {
                        @Override
                        public <T> T set(T value) {
                            if (value != null && !value.equals(false)) {
                                throw new ParameterException(
                                        command.commandLine(), String.join(", ", names) + ": " + why);
                            }
                            return value;
                        }
                    });
            return isSwitch
                    ? option.arity("0..1")
                            .type(boolean.class)
                            .fallbackValue("true")
                            .build()
                    : option.arity("1").type(String.class).build();
        }
    }

    static void addTo(CommandSpec command) {
        ALL.forEach(refused -> command.addOption(refused.option(command)));
    }
}
