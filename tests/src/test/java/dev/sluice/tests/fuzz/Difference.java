package dev.sluice.tests.fuzz;

import java.util.List;
import java.util.Optional;

/**
 * In what two builds of one case differ.
 *
 * @param kind what kind of difference it is; shrinking keeps it
 * @param text both sides in a few words
 */
record Difference(String kind, String text) {

    /** The difference of our outcome to the real one; none where the real program itself fails. */
    static Optional<Difference> of(Outcome real, Outcome ours) {
        if (ours instanceof Outcome.Broken broken) {
            return Optional.of(new Difference("breaks: " + broken.reason(), describe(real)));
        }
        if (real instanceof Outcome.Broken) {
            return Optional.empty();
        }
        if (real instanceof Outcome.Refused refused && ours instanceof Outcome.Built) {
            return Optional.of(new Difference("accepts: " + generalized(refused.message()), refused.message()));
        }
        if (real instanceof Outcome.Built && ours instanceof Outcome.Refused refused) {
            return Optional.of(new Difference("refuses: " + generalized(refused.message()), refused.message()));
        }
        if (real instanceof Outcome.Built expected && ours instanceof Outcome.Built actual) {
            return firstLine(expected.text(), actual.text());
        }
        return Optional.empty();
    }

    /** Whether both refuse, but not for the same object: none of the words in quotes of one is in the other. */
    static boolean refusedOtherwise(Outcome real, Outcome ours) {
        if (!(real instanceof Outcome.Refused theirs) || !(ours instanceof Outcome.Refused own)) {
            return false;
        }
        List<String> words = java.util.regex.Pattern.compile("[A-Za-z0-9]{5,}")
                .matcher(own.message().replaceAll("^[^ ]+ ", ""))
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
        return words.stream().filter(theirs.message()::contains).count() < 2;
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return "the original refuses: " + refused.message();
        }
        return outcome instanceof Outcome.Broken broken
                ? "the original breaks: " + broken.reason()
                : "the original builds it";
    }

    private static Optional<Difference> firstLine(String expected, String actual) {
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        List<String> wanted = expected.lines().toList();
        List<String> got = actual.lines().toList();
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            String wantedLine = i < wanted.size() ? wanted.get(i) : "(end)";
            String gotLine = i < got.size() ? got.get(i) : "(end)";
            if (!wantedLine.equals(gotLine)) {
                return Optional.of(new Difference(
                        "differs", "line " + (i + 1) + ": expected <" + wantedLine + ">, was <" + gotLine + ">"));
            }
        }
        return Optional.of(new Difference("differs", "the last line break"));
    }

    /** The message without what changes from case to case. */
    private static String generalized(String message) {
        String line = message.lines()
                .findFirst()
                .orElse("")
                .replaceAll(".*recursed accumulation of path '[^']*': ", "")
                .replaceAll(".*accumulation err='accumulating resources from '[^']*': (.*)': .*", "$1");
        return line.replaceAll("['\"`<\\[{(].*?['\"`>\\]})]", "_")
                .replaceAll("[^ ]*[/0-9.:][^ ]*", "_")
                .replaceAll("(_ ?)+", "_ ");
    }
}
