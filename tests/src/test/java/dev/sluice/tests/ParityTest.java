package dev.sluice.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CommandTree;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine;

/** Whatever a request can ask for, both front ends can. */
class ParityTest {

    /** What a front end knows without being told: which command, from where, its process, and the files it writes itself. */
    private static final Set<String> NOT_AN_OPTION = Set.of("command", "directory", "environment", "ownFiles");

    /** Options of the command line that are no part of the request: how it shows what it does. */
    private static final Set<String> ABOUT_OUTPUT =
            Set.of("--events", "--report", "--verbose", "--quiet", "--no-color", "--help");

    /** Parameters of goals that are no part of the request. */
    private static final Set<String> ABOUT_FILES = Set.of("directory", "events", "report");

    /** What users call differently: no component of a record can be called {@code wait}. */
    private static final Map<String, String> USERS_WORDS = Map.of("waitForAll", "wait");

    private static final Map<String, Set<String>> OPTIONS = options();
    private static final Map<String, Map<String, String>> PARAMETERS = parameters();

    static Stream<String> components() {
        return Arrays.stream(RunRequest.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !NOT_AN_OPTION.contains(name))
                .map(name -> USERS_WORDS.getOrDefault(name, name));
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyComponentIsAnOption(String component) {
        Set<String> known = all(OPTIONS);

        assertThat(possibleOptions(component)).anyMatch(known::contains);
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyComponentIsAParameterOfTheSameName(String component) {
        var properties = new HashMap<String, String>();
        PARAMETERS.values().forEach(properties::putAll);

        assertThat(properties).containsEntry(component, "${sluice." + component + "}");
    }

    @ParameterizedTest
    @EnumSource
    void everyCommandIsOneOfBothFrontEndsWithTheSameOptions(Command command) {
        Set<String> options = new TreeSet<>(OPTIONS.getOrDefault(command.word(), Set.of()));
        Set<String> parameters =
                new TreeSet<>(PARAMETERS.getOrDefault(command.word(), Map.of()).keySet());

        options.removeAll(ABOUT_OUTPUT);
        parameters.removeAll(ABOUT_FILES);

        assertThat(parameters)
                .allSatisfy(parameter -> assertThat(possibleOptions(parameter)).anyMatch(options::contains));
        assertThat(options).hasSameSizeAs(parameters);
    }

    /**
     * What stands in for another program has no place in a build, and shells have none there either; nor has what changes
     * the files of a repository once.
     */
    @Test
    void onlyTheShellsOwnTheDropInsAndTheMigrationAreNoGoals() {
        var commands = new TreeSet<>(OPTIONS.keySet());
        var goals = new TreeSet<>(PARAMETERS.keySet());

        commands.removeAll(PARAMETERS.keySet());
        goals.removeAll(OPTIONS.keySet());

        assertThat(commands).containsExactly("completion", "kustomize", "migrate");
        assertThat(goals).isEmpty();
    }

    @Test
    void bothHelp() {
        assertThat(OPTIONS).containsKeys("help", "completion");
        assertThat(PARAMETERS).containsKey("help");
    }

    /** {@code skipKinds}: {@code --skip-kinds}, its singular (given several times) or plural, or {@code --no-skip-kinds}. */
    private static List<String> possibleOptions(String component) {
        String word = component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return List.of("--" + word, "--" + word.replaceAll("s$", ""), "--" + word + "s", "--no-" + word, word);
    }

    private static Set<String> all(Map<String, Set<String>> options) {
        var all = new TreeSet<String>();
        options.values().forEach(all::addAll);
        return all;
    }

    /** The long names of every command's options; of positional parameters the plural of their label. */
    private static Map<String, Set<String>> options() {
        var options = new HashMap<String, Set<String>>();
        CommandTree.model().subcommands().forEach((name, command) -> options.put(name, optionsOf(command)));
        return options;
    }

    private static Set<String> optionsOf(CommandLine command) {
        var names = new TreeSet<String>();
        command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(parameter -> names.add(
                        parameter.paramLabel().toLowerCase(Locale.ROOT).replaceAll("y$", "ies")));
        return names;
    }

    /** Of every goal the parameters and the properties that set them, from the plugin's descriptor. */
    private static Map<String, Map<String, String>> parameters() {
        var goals = new HashMap<String, Map<String, String>>();
        for (Element mojo : elements(descriptor().getElementsByTagName("mojo"))) {
            goals.put(text(mojo, "goal"), parametersOf(mojo));
        }
        return goals;
    }

    private static Map<String, String> parametersOf(Element mojo) {
        var parameters = new HashMap<String, String>();
        for (Element parameter : elements(mojo.getElementsByTagName("parameter"))) {
            String name = text(parameter, "name");
            Element configuration =
                    (Element) mojo.getElementsByTagName("configuration").item(0);
            parameters.put(name, text(configuration, name));
        }
        return parameters;
    }

    private static Document descriptor() {
        try {
            for (URL url :
                    Collections.list(ParityTest.class.getClassLoader().getResources("META-INF/maven/plugin.xml"))) {
                try (InputStream stream = url.openStream()) {
                    Document document = DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(stream);
                    if (text(document.getDocumentElement(), "goalPrefix").equals("gitops")) {
                        return document;
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the plugin's descriptor cannot be read", e);
        }
        throw new IllegalStateException("the plugin's descriptor is not on the class path: build maven-plugin first");
    }

    private static List<Element> elements(NodeList nodes) {
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(nodes::item)
                .map(Element.class::cast)
                .toList();
    }

    private static String text(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
