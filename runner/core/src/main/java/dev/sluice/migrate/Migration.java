package dev.sluice.migrate;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.FluxObjects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites a text of YAML or JSON for newer API versions of Flux: in objects, patches of them and references to them. It
 * changes the characters that have to be others, and no other ones.
 */
public final class Migration {

    /** What stands in every API version of Flux's. */
    private static final String MARK = "fluxcd.io";

    private static final Pattern VERSION = Pattern.compile("[a-z.]+\\.fluxcd\\.io/v[0-9a-z]+");
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What was a field may be a text afterwards, and that one has something to change, too. */
    private static final int ROUNDS = 4;

    private final FluxObjects flux;
    private final TargetVersions versions;

    public Migration(FluxObjects flux, TargetVersions versions) {
        this.flux = requireNonNull(flux, "flux");
        this.versions = requireNonNull(versions, "versions");
    }

    /**
     * The text with everything changed that can be.
     *
     * @param file what the text is called in messages
     * @throws InvalidInput if it is no YAML, and holds something to change
     */
    public Migrated migrate(String text, String file) {
        if (!text.contains(MARK)) {
            return new Migrated(text, List.of(), List.of());
        }
        String mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        String current = text.substring(mark.length());
        var changes = new LinkedHashSet<Problem>();
        List<Problem> left = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<List<Spot>> documents = SpotReader.read(current);
            if (documents.isEmpty()) {
                requireNothingToChange(text, file);
                return new Migrated(text, List.of(), List.of());
            }
            var pass = new MigrationPass(flux, versions, current, file, documents.get());
            String next = pass.run();
            // Lines are those of the text as it was; what a later round finds stands in lines that the first one made.
            changes.addAll(round == 0 ? pass.changes() : List.of());
            left = round == 0 ? pass.left() : left;
            if (next.equals(current)) {
                break;
            }
            current = next;
        }
        return new Migrated(mark + current, List.copyOf(changes), left);
    }

    /** Templates of charts are no YAML either: they count where they hold something to change. */
    private void requireNothingToChange(String text, String file) {
        var problems = new ArrayList<Problem>();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            Matcher version = VERSION.matcher(lines.get(index));
            while (version.find()) {
                if (versions.isOld(version.group())) {
                    problems.add(new Problem(
                            file + ":" + (index + 1),
                            version.group() + " in a file that is no YAML",
                            "change it by hand, or leave the file out"));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
