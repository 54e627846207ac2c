package dev.sluice.flux;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text with {@code ${variables}} in Flux's dialect, parsed (fluxcd/pkg/envsubst 1.7): not Bash's, see
 * {@link EnvsubstFunction}. Works on bytes, as the original does: lengths and offsets count bytes. Texts are held as
 * {@link ByteText byte texts}.
 */
public final class Envsubst {

    /** Deeper nested expressions are refused; nobody writes them, and each level takes some stack. */
    private static final int MAX_DEPTH = 500;

    private sealed interface Node {}

    private record Text(String bytes) implements Node {}

    private record Expression(String name, String operator, List<Node> arguments) implements Node {}

    /** What came out: the text, and the variables that had no value where one was needed. */
    public static final class Result {
        private final byte[] output;
        private final Set<String> undefined;

        private Result(byte[] output, Set<String> undefined) {
            this.output = output;
            this.undefined = Set.copyOf(undefined);
        }

        /** The bytes, which need not be UTF-8: an expression may cut a character in two. */
        public byte[] output() {
            return output.clone();
        }

        public Set<String> undefined() {
            return undefined;
        }
    }

    /** The text is no template; the message says why in envsubst's words. */
    public static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    private final List<Node> nodes;

    private Envsubst(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** The template in a UTF-8 text. */
    public static Envsubst parse(byte[] text) throws SyntaxException {
        return new Envsubst(new Parser(new EnvsubstScanner(ByteText.of(text))).document());
    }

    /**
     * The text with the values of the variables in the place of the expressions.
     *
     * @param strict whether a variable without a value is reported; else it is empty
     * @throws SyntaxException if a substring lies outside of its value
     */
    public Result evaluate(Map<String, String> variables, boolean strict) throws SyntaxException {
        var evaluation = new Evaluation(variables, strict);
        String output = evaluation.text(nodes);
        return new Result(ByteText.toBytes(output), evaluation.undefined);
    }

    private static final class Evaluation {
        private final Map<String, String> variables;
        private final boolean strict;
        private final Set<String> undefined = new LinkedHashSet<>();

        Evaluation(Map<String, String> variables, boolean strict) {
            this.variables = variables;
            this.strict = strict;
        }

        String text(List<Node> nodes) throws SyntaxException {
            var text = new StringBuilder();
            for (Node node : nodes) {
                text.append(text(node));
            }
            return text.toString();
        }

        private String text(Node node) throws SyntaxException {
            if (node instanceof Text text) {
                return text.bytes();
            }
            var expression = (Expression) node;
            // The arguments count even where they are not used: an undefined variable in an unused default is one.
            var arguments = new ArrayList<String>();
            for (Node argument : expression.arguments()) {
                arguments.add(text(argument));
            }
            return EnvsubstFunction.apply(
                    expression.operator(), value(expression.name(), expression.operator()), arguments);
        }

        private String value(String bytes, String operator) {
            String name = ByteText.toString(bytes);
            String value = variables.get(name);
            if (value != null) {
                return ByteText.of(value);
            }
            if (strict && !EnvsubstFunction.suppliesDefault(operator)) {
                undefined.add(name);
            }
            return "";
        }
    }

    /** The grammar of {@code parse/parse.go}. */
    private static final class Parser {
        private static final String BAD = "bad substitution";

        private final EnvsubstScanner scanner;
        private int depth;

        Parser(EnvsubstScanner scanner) {
            this.scanner = scanner;
        }

        List<Node> document() throws SyntaxException {
            var nodes = new ArrayList<Node>();
            while (true) {
                scanner.escape(true, false);
                switch (scanner.scan(EnvsubstScanner.ANY, EnvsubstScanner.Brace.OPENING, true)) {
                    case END -> {
                        return nodes;
                    }
                    case TEXT -> nodes.add(new Text(scanner.token()));
                    case OPENING -> nodes.add(expression());
                    case CLOSING, ILLEGAL -> throw new SyntaxException(BAD);
                }
            }
        }

        private Expression expression() throws SyntaxException {
            if (++depth > MAX_DEPTH) {
                throw new SyntaxException("expressions are nested too deeply");
            }
            try {
                scanner.escape(true, true);
                if (scanner.peek() == '#') {
                    return length();
                }
                String name = word(EnvsubstScanner.IDENTIFIER, "unable to parse variable name");
                return operation(name);
            } finally {
                depth--;
            }
        }

        private Expression operation(String name) throws SyntaxException {
            return switch (scanner.peek()) {
                case ':' -> "=-?+".indexOf(scanner.peekBehindColon()) >= 0 ? withDefault(name) : substring(name);
                case '=' -> withDefault(name);
                case ',', '^' -> closed(name, word((rune, index) -> (rune == ',' || rune == '^') && index < 3, BAD));
                case '/' -> replacement(name);
                case '#' -> removal(name, '#');
                case '%' -> removal(name, '%');
                default -> {
                    closing("missing closing brace");
                    yield new Expression(name, "", List.of());
                }
            };
        }

        private Expression length() throws SyntaxException {
            String operator = word((rune, index) -> rune == '#' && index == 1, BAD);
            return closed(word(EnvsubstScanner.IDENTIFIER, BAD), operator);
        }

        private Expression withDefault(String name) throws SyntaxException {
            EnvsubstScanner.Accept operatorOf = scanner.peek() == '='
                    ? (rune, index) -> rune == '=' && index == 1
                    : (rune, index) -> index == 1 ? rune == ':' : index == 2 && "=-?+".indexOf(rune) >= 0;
            String operator = word(operatorOf, "unable to parse default function");
            var arguments = new ArrayList<Node>();
            while (scanner.peek() != '}') {
                arguments.add(argument((rune, index) -> rune != '}', false));
            }
            return closed(name, operator, arguments);
        }

        private Expression substring(String name) throws SyntaxException {
            String operator = word((rune, index) -> rune == ':' && index == 1, BAD);
            var arguments = new ArrayList<Node>();
            arguments.add(argument((rune, index) -> rune != ':' && rune != '}', false));
            return switch (scanner.scan((rune, index) -> rune == ':', EnvsubstScanner.Brace.CLOSING, false)) {
                case CLOSING -> new Expression(name, operator, arguments);
                case TEXT -> {
                    arguments.add(argument((rune, index) -> rune != '}', false));
                    yield closed(name, operator, arguments);
                }
                case END, OPENING, ILLEGAL -> throw new SyntaxException(BAD);
            };
        }

        private Expression removal(String name, char sign) throws SyntaxException {
            String operator = word((rune, index) -> rune == sign && index < 3, BAD);
            return closed(name, operator, List.of(argument((rune, index) -> rune != '}', false)));
        }

        private Expression replacement(String name) throws SyntaxException {
            String operator =
                    word((rune, index) -> index == 1 ? rune == '/' : index == 2 && "/#%".indexOf(rune) >= 0, BAD);
            var arguments = new ArrayList<Node>();
            arguments.add(argument((rune, index) -> rune != '/', true));
            word((rune, index) -> rune == '/', BAD);
            if (scanner.peek() != '}') {
                arguments.add(argument((rune, index) -> rune != '}', true));
            }
            return closed(name, operator, arguments);
        }

        private Node argument(EnvsubstScanner.Accept accept, boolean escapes) throws SyntaxException {
            return switch (scanner.scan(accept, EnvsubstScanner.Brace.OPENING, escapes)) {
                case OPENING -> expression();
                case TEXT -> new Text(scanner.token());
                case END, CLOSING, ILLEGAL -> throw new SyntaxException("unable to parse substitution within function");
            };
        }

        private String word(EnvsubstScanner.Accept accept, String orElse) throws SyntaxException {
            if (scanner.scan(accept, null, false) != EnvsubstScanner.Token.TEXT) {
                throw new SyntaxException(orElse);
            }
            return scanner.token();
        }

        private Expression closed(String name, String operator) throws SyntaxException {
            return closed(name, operator, List.of());
        }

        private Expression closed(String name, String operator, List<Node> arguments) throws SyntaxException {
            closing(BAD);
            return new Expression(name, operator, arguments);
        }

        private void closing(String orElse) throws SyntaxException {
            if (scanner.scan(null, EnvsubstScanner.Brace.CLOSING, false) != EnvsubstScanner.Token.CLOSING) {
                throw new SyntaxException(orElse);
            }
        }
    }
}
