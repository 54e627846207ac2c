package dev.sluice.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Sha256;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The findings of a report for code scanning: SARIF 2.1.0. Files are relative to the workspace's root. A finding keeps its
 * fingerprint when it moves within its file.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">the standard</a>
 */
public final class SarifReport implements ReportWriter {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";
    private static final String UNRESERVED = "-._~/";

    @Override
    public String write(RunReport report) {
        List<Finding> findings = Finding.of(report);
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        List<Rule> rules = rules(findings, run);
        run.putArray("invocations")
                .addObject()
                .put("executionSuccessful", report.verdict().exitCode() <= Verdict.INVALID.exitCode())
                .put("exitCode", report.verdict().exitCode())
                .put("exitCodeDescription", Wording.verdict(report));
        text(run.putObject("originalUriBaseIds").putObject(ROOT), "description", "The root of the workspace.");
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        var seen = new HashMap<String, Integer>();
        findings.forEach(finding -> result(finding, rules, seen, results.addObject()));
        return log.toPrettyString() + "\n";
    }

    /** Those that the findings are of, each at the level that its first finding has. */
    private static List<Rule> rules(List<Finding> findings, ObjectNode run) {
        Map<Rule, Level> levels = new TreeMap<>();
        findings.forEach(finding -> levels.putIfAbsent(finding.rule(), finding.level()));
        ObjectNode driver = run.putObject("tool").putObject("driver");
        ArrayNode array = driver.put("name", "Sluice").putArray("rules");
        levels.forEach((rule, level) -> {
            ObjectNode node = array.addObject().put("id", rule.id());
            text(node, "shortDescription", rule.title());
            text(node, "fullDescription", rule.help());
            text(node, "help", rule.help());
            node.putObject("defaultConfiguration").put("level", level.word());
        });
        return new ArrayList<>(levels.keySet());
    }

    private static void result(Finding finding, List<Rule> rules, Map<String, Integer> seen, ObjectNode node) {
        Problem problem = finding.problem();
        node.put("ruleId", finding.rule().id())
                .put("ruleIndex", rules.indexOf(finding.rule()))
                .put("level", finding.level().word());
        text(node, "message", problem.hint() == null ? problem.what() : problem.what() + "\nHint: " + problem.hint());
        place(problem.location(), node.putArray("locations").addObject());
        String identity =
                String.join("\n", finding.rule().id(), finding.origin().file(), problem.what());
        int number = seen.merge(identity, 1, Integer::sum);
        node.putObject("partialFingerprints").put("finding/v1", Sha256.of(identity + "\n" + number));
        if (!problem.through().isEmpty()) {
            ArrayNode related = node.putArray("relatedLocations");
            problem.through().get(0).forEach(entry -> {
                ObjectNode location = related.addObject();
                place(entry, location);
                text(location, "message", "through here");
            });
        }
    }

    /** A file with its line; what is none, an object or an option, by its name. */
    private static void place(String location, ObjectNode node) {
        Origin origin = Origin.of(location);
        if (origin.line() == 0) {
            String name = location.isEmpty() ? "the run" : location;
            node.putArray("logicalLocations").addObject().put("fullyQualifiedName", name);
            return;
        }
        ObjectNode physical = node.putObject("physicalLocation");
        ObjectNode file = physical.putObject("artifactLocation");
        boolean absolute = origin.file().startsWith("/");
        boolean remote = origin.file().contains("://");
        file.put("uri", remote ? origin.file() : (absolute ? "file://" : "") + encoded(origin.file()));
        if (!absolute && !remote) {
            file.put("uriBaseId", ROOT);
        }
        physical.putObject("region").put("startLine", origin.line());
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder();
        for (byte value : path.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (value & 0xff);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || UNRESERVED.indexOf(letter) >= 0);
            encoded.append(plain ? String.valueOf(letter) : "%%%02X".formatted((int) letter));
        }
        return encoded.toString();
    }

    private static void text(ObjectNode node, String key, String text) {
        node.putObject(key).put("text", text);
    }
}
