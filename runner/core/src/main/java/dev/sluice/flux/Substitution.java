package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * {@code spec.postBuild}: variables, and their values put into the text of each object (fluxcd/pkg/kustomize {@code
 * kustomize_varsub.go}). The text is the YAML of the built object, so that a value's type is read anew from the result.
 */
public final class Substitution {

    /** The label or annotation that keeps an object as it is, where it is exactly {@code disabled}. */
    private static final String OPT_OUT = "kustomize.toolkit.fluxcd.io/substitute";

    private static final Pattern VARIABLE = Pattern.compile("[_\\p{Alpha}][_\\p{Alnum}]*");

    private Substitution() {}

    /**
     * The object with the variables of its YAML text replaced; itself where it opts out.
     *
     * @param strict whether a variable that has no value and no default is a mistake
     * @throws InvalidInput naming every variable without a value, or the expression that is wrong
     */
    public static Manifest substitute(Manifest manifest, Map<String, String> variables, boolean strict) {
        if (optsOut(manifest) || !mayChange(manifest.content())) {
            return manifest;
        }
        return new ValueSubstitution(variables)
                .of(manifest.content())
                .map(manifest::with)
                .orElseGet(() -> throughText(manifest, variables, strict));
    }

    /** The same, as the original does it. */
    static Manifest throughText(Manifest manifest, Map<String, String> variables, boolean strict) {
        byte[] output = evaluate(manifest, variables, strict);
        return reread(manifest, output);
    }

    /**
     * Whether there is a pass over the objects at all: without variables, expressions stay as they are, even {@code $$}
     * and those with a default.
     */
    public static boolean applies(KustomizationSpec spec, Map<String, String> variables) {
        return spec.postBuild() && (!variables.isEmpty() || spec.substituteAlways());
    }

    /**
     * The variables of a Kustomization: those of {@code substituteFrom} in order, then the inline ones. Line feeds are
     * removed from the values.
     *
     * @param lookup the ConfigMap or Secret of a reference, in the Kustomization's namespace; empty where there is none
     * @throws InvalidInput naming each object that is missing and each name that is no variable's
     */
    public static Map<String, String> variables(
            KustomizationSpec spec, Function<SubstituteReference, Optional<Manifest>> lookup) {
        var variables = new TreeMap<String, String>();
        var problems = new ArrayList<Problem>();
        for (SubstituteReference reference : spec.substituteFrom()) {
            Optional<Manifest> found = lookup.apply(reference);
            if (found.isPresent()) {
                readInto(variables, found.get(), problems);
            } else if (!reference.optional()) {
                problems.add(missing(spec, reference));
            }
        }
        variables.putAll(spec.substitute());
        variables.replaceAll((name, value) -> value.replace("\n", ""));
        for (String name : variables.keySet()) {
            if (!isName(name)) {
                problems.add(FieldProblem.of(
                        spec.manifest(),
                        spec.substitute().containsKey(name)
                                ? List.of("spec", "postBuild", "substitute", name)
                                : List.of("spec", "postBuild", "substituteFrom"),
                        "'" + name + "' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'",
                        "rename the key in spec.postBuild or in the object that substituteFrom names"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return Map.copyOf(variables);
    }

    /** Whether a variable can have the name. */
    static boolean isName(String name) {
        return VARIABLE.matcher(name).matches();
    }

    private static Problem missing(KustomizationSpec spec, SubstituteReference reference) {
        return FieldProblem.of(
                spec.manifest(),
                reference.field(spec.manifest()),
                "substitute from '" + reference.kind() + "/" + reference.name() + "' error: not found in namespace '"
                        + spec.id().namespace() + "'",
                "create it, or set optional: true in spec.postBuild.substituteFrom");
    }

    private static void readInto(Map<String, String> variables, Manifest manifest, List<Problem> problems) {
        boolean secret = manifest.id().kind().equals("Secret");
        for (Map.Entry<String, JsonNode> entry : manifest.content().path("data").properties()) {
            try {
                String text = entry.getValue().asText("");
                variables.put(entry.getKey(), secret ? decoded(text) : text);
            } catch (IllegalArgumentException e) {
                problems.add(FieldProblem.of(
                        manifest, List.of("data", entry.getKey()), "data." + entry.getKey() + " is no Base64", null));
            }
        }
        if (secret) {
            // What the API server would have made of it; an object of this run has not been there yet.
            manifest.content()
                    .path("stringData")
                    .properties()
                    .forEach(entry ->
                            variables.put(entry.getKey(), entry.getValue().asText("")));
        }
    }

    private static String decoded(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.replace("\n", "").replace("\r", ""));
        return ByteText.toString(ByteText.of(bytes));
    }

    private static boolean optsOut(Manifest manifest) {
        return manifest.label(OPT_OUT).equals("disabled")
                || manifest.annotation(OPT_OUT).equals("disabled");
    }

    /** Whether the round trip through a text could change anything; most objects of a repository have no variables. */
    private static boolean mayChange(JsonNode value) {
        if (value.isTextual()) {
            return value.asText().indexOf('$') >= 0;
        }
        if (value.isNumber()) {
            return value.isFloatingPointNumber() || !isExact(value);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getKey().indexOf('$') >= 0 || mayChange(entry.getValue())) {
                return true;
            }
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                if (mayChange(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] evaluate(Manifest manifest, Map<String, String> variables, boolean strict) {
        byte[] text = YamlWriter.write(manifest.content()).getBytes(StandardCharsets.UTF_8);
        Envsubst.Result result;
        try {
            result = Envsubst.parse(text).evaluate(variables, strict);
        } catch (Envsubst.SyntaxException e) {
            throw new InvalidInput(List.of(malformed(manifest, e)), e);
        }
        if (!result.undefined().isEmpty()) {
            throw new InvalidInput(new TreeSet<>(result.undefined())
                    .stream().map(name -> undefined(manifest, name)).toList());
        }
        return result.output();
    }

    private static Problem malformed(Manifest manifest, Envsubst.SyntaxException problem) {
        return inText(
                manifest,
                Substitution::isMalformed,
                "variable substitution failed: " + problem.getMessage(),
                "write $${...} for what is no variable, or annotate the object with " + OPT_OUT + ": disabled");
    }

    private static Problem undefined(Manifest manifest, String name) {
        return inText(
                manifest,
                Pattern.compile("\\$\\{#?" + Pattern.quote(name) + "(?!\\w)").asPredicate(),
                "variable not set (strict mode): \"" + name + "\"",
                "define " + name + " in spec.postBuild, give it a default (${" + name + ":=value}), or write $${" + name
                        + "} for the text itself");
    }

    /** A mistake in the first text that a condition holds for; in the object as a whole where it holds for none. */
    private static Problem inText(Manifest manifest, Predicate<String> condition, String what, String hint) {
        return FieldProblem.firstText(manifest.content(), condition)
                .map(path -> FieldProblem.of(manifest, path, what, hint))
                .orElseGet(() -> new Problem(manifest.origin().toString(), manifest.id() + ": " + what, hint));
    }

    private static boolean isMalformed(String text) {
        try {
            Envsubst.parse(text.getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (Envsubst.SyntaxException e) {
            return true;
        }
    }

    /** The object in the text; only the first document counts, and a key may stand twice, as in the original. */
    private static Manifest reread(Manifest manifest, byte[] output) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(output))
                    .toString();
            List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, "");
            if (!documents.isEmpty()
                    && documents.get(0).content() instanceof ObjectNode content
                    && isRepresentable(content)) {
                return manifest.with((ObjectNode) throughDoubles(content));
            }
        } catch (CharacterCodingException e) {
            throw new InvalidInput(List.of(notYaml(manifest, "a value is no UTF-8 text")), e);
        } catch (InvalidInput e) {
            // The reader's own message may quote the text, and with it the value of a Secret.
            throw new InvalidInput(List.of(notYaml(manifest, "near its line " + lineOf(e))));
        }
        throw new InvalidInput(List.of(notYaml(manifest, "it is no mapping, or a number of it is infinite")));
    }

    /** Kustomize takes the result up through Go's {@code float64}: whole numbers above 2^53 lose their last digits. */
    private static JsonNode throughDoubles(JsonNode value) {
        if (value.isIntegralNumber() && !isExact(value)) {
            return BigIntegerNode.valueOf(new BigDecimal(Double.toString(value.doubleValue())).toBigInteger());
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(throughDoubles(entry.getValue())));
        }
        if (value instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                list.set(index, throughDoubles(list.get(index)));
            }
        }
        return value;
    }

    static boolean isExact(JsonNode integer) {
        return integer.canConvertToInt() || integer.bigIntegerValue().abs().bitLength() <= 53;
    }

    private static String lineOf(InvalidInput failure) {
        String location = failure.problems().get(0).location();
        return location.substring(location.lastIndexOf(':') + 1);
    }

    private static Problem notYaml(Manifest manifest, String where) {
        return new Problem(
                manifest.origin().toString(),
                manifest.id() + ": the object is no valid YAML after variable substitution: " + where,
                "a value with special characters needs quotes that survive: '${quote}${name}${quote}' with quote: '\"'");
    }

    /** JSON has no infinite numbers. */
    private static boolean isRepresentable(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return Double.isFinite(value.asDouble());
        }
        return StreamSupport.stream(value.spliterator(), false).allMatch(Substitution::isRepresentable);
    }
}
