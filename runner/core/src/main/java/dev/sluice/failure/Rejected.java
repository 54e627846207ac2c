package dev.sluice.failure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The target, a registry, Git, a policy or a safety limit said no: trying again changes nothing. */
public final class Rejected extends RunFailure {

    private static final long serialVersionUID = 1L;

    private final String location;
    private final transient List<Rejected> several;

    public Rejected(String subject, String what) {
        this(subject, what, null, null);
    }

    public Rejected(String subject, String what, @Nullable Throwable cause) {
        this(subject, what, null, cause);
    }

    /** The subject is an object, a file or an address; the hint says what the user can do. */
    public Rejected(String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        this("", List.of(), join(subject, what), hint, cause);
    }

    private Rejected(
            String location, List<Rejected> several, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
        this.location = location;
        this.several = List.copyOf(several);
    }

    @Override
    public Rejected at(String place) {
        return new Rejected(place, several, String.valueOf(getMessage()), hint().orElse(null), getCause());
    }

    /** Several refusals as one: each on its own line of the message, and a problem of its own. */
    public static Rejected together(List<Rejected> several) {
        if (several.size() == 1) {
            return several.get(0);
        }
        return new Rejected(
                "",
                several,
                several.stream().map(Rejected::getMessage).distinct().collect(Collectors.joining("\n")),
                several.stream().flatMap(one -> one.hint().stream()).findFirst().orElse(null),
                several.get(0));
    }

    @Override
    public List<Problem> problems() {
        return several.isEmpty()
                ? super.problems().stream().map(problem -> problem.at(location)).toList()
                : several.stream()
                        .flatMap(one -> one.problems().stream())
                        .distinct()
                        .toList();
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
