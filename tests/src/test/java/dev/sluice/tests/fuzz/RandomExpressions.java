package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Random texts with expressions of variables, right and wrong ones. */
final class RandomExpressions {

    private static final List<String> NAMES =
            List.of("x", "y", "name", "_a", "empty", "missing", "N1", "1v", "u", "path");
    private static final List<String> PARTS = List.of(
            "$", "$$", "${", "}", "{", "\\", "/", "//", "#", "##", "%", "%%", ":", "-", "=", ":=", ":-", ":+", ":?",
            "^", "^^", ",", ",,", "*", "?", "[a-c]", "[!a]", ".", " ", "\n", "a", "b", "é", "ß", "0", "1", "12", "\"",
            "'", "@", "!", "+", "(", ")", "[", "]", "x", "name", "missing", "\\}", "\\/", "\\\\", "|", "~", "\t", "İ",
            "\u2028");
    private static final List<String> VALUES = List.of(
            "",
            "1",
            "hello",
            "a/b/c.tar.gz",
            "ümlaut",
            "a.b.c",
            "true",
            "$x",
            "${y}",
            "a b",
            "ABC abc",
            "ÀÉß",
            "#",
            "*",
            "a\nb",
            "\"",
            "{}",
            "[a, b]",
            "null",
            "0777",
            "- x",
            "a: b",
            "x}",
            "\\",
            "日本語");

    private final Chance chance;

    RandomExpressions(Chance chance) {
        this.chance = chance;
    }

    void question(ObjectNode question) {
        ObjectNode variables = question.putObject("vars");
        for (String name : NAMES) {
            if (!name.equals("missing") && !chance.oneIn(4)) {
                variables.put(name, name.equals("empty") ? "" : chance.of(VALUES));
            }
        }
        var text = new StringBuilder();
        for (int count = chance.between(1, 5); count > 0; count--) {
            text.append(chance.oneIn(3) ? noise(4) : expression(2));
        }
        question.put("input", text.toString()).put("strict", chance.oneIn(2));
    }

    /** An expression as people write it. */
    String usual() {
        return "${" + chance.of("x", "y", "name", "empty") + chance.of("", "", "", ":=d", ":-d", "^^", "/a/b", ":0:2")
                + "}";
    }

    /** Any one. */
    String expression(int depth) {
        String name = chance.of(NAMES);
        String operator = chance.of(
                "", "", ":=", ":-", "=", "-", ":+", "+", ":?", "?", ":", "#", "##", "%", "%%", "/", "//", "/#", "/%",
                "^", "^^", ",", ",,");
        String operand = operator.isEmpty() || chance.oneIn(5) ? "" : operand(operator, depth);
        String prefix = chance.oneIn(12) ? chance.of("#", "!", " ", "#") : "";
        String text = "${" + prefix + name + operator + operand + "}";
        return chance.oneIn(8) ? "$" + text : text;
    }

    private String operand(String operator, int depth) {
        String inner = depth > 0 && chance.oneIn(4) ? expression(depth - 1) : noise(3);
        if (operator.equals(":")) {
            return chance.of("0", "1", "2", "10", "-1", " 1", "a", "")
                    + chance.of("", ":1", ":0", ":99", ":-1", ": 2", ":b", ":");
        }
        return operator.startsWith("/") ? inner + chance.of("/", "/", "") + noise(2) : inner;
    }

    private String noise(int most) {
        var text = new StringBuilder();
        for (int count = chance.between(0, most); count > 0; count--) {
            text.append(chance.of(PARTS));
        }
        return text.toString();
    }

    String value() {
        return chance.of(VALUES);
    }

    List<String> names() {
        return NAMES;
    }
}
