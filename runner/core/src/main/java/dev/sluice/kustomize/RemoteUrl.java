package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.GoDuration;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An entry that names a directory of a Git repository. After kustomize's {@code api/internal/git/repospec.go}.
 *
 * @param text the entry as it is written; by it, as in kustomize, a repository that builds on itself is found
 */
record RemoteUrl(String text, RemoteBase base) {

    private static final String FORCED = "git::";
    private static final String FILE = "file://";
    private static final List<String> SCHEMES = List.of("ssh://", "https://", "http://", FILE);
    private static final Pattern USER = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*@");
    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*|git::.*|[^/:]+@[^/:]+:.*");
    private static final Pattern WEB = Pattern.compile("(?is)https?:.*");
    private static final Pattern LOGIN = Pattern.compile("(?i)^((?:git::)?([a-z][a-z0-9+.-]*)://)([^/]*)@");
    private static final Set<String> PARAMETERS = Set.of("ref", "version", "timeout", "submodules");

    /** How many names of a path are the repository's where nothing else tells: GitHub's. */
    private static final int REPOSITORY_NAMES = 2;

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(27);
    private static final Pattern NUMBER = Pattern.compile("\\+?0*[0-9]{1,9}");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    RemoteUrl {
        requireNonNull(text, "text");
        requireNonNull(base, "base");
    }

    /** Where a server is, as kustomize writes it before the path, and what follows it. */
    private record Host(String text, String rest) {

        Host {
            requireNonNull(text, "text");
            requireNonNull(rest, "rest");
        }
    }

    /** A path on a server: the repository's, and what lies in it. */
    private record Split(String repository, String directory) {}

    /** The parts of an entry; empty where it is none of these, and so a path of the tree that names it. */
    static Optional<RemoteUrl> parse(String text) {
        return host(text)
                .filter(host -> objection(host).isEmpty())
                .map(host -> new RemoteUrl(text, base(host, split(host), text)));
    }

    /** Whether an entry is a file on a web server. After {@code IsRemoteFile} of {@code fileloader.go}. */
    static boolean isFile(String text) {
        return WEB.matcher(text).matches();
    }

    /** Why an entry that looks like a URL is none; empty where it does not, or is one. */
    static Optional<String> objection(String text) {
        if (!LOOKS_LIKE_ONE.matcher(text).matches()) {
            return Optional.empty();
        }
        Optional<Host> host = host(text);
        return host.isPresent()
                ? objection(host.get())
                : Optional.of("the URL names no server, or its scheme is none of https, http, ssh and file");
    }

    /** Whether the entry says {@code git::}, which kustomize ignores with a warning. */
    boolean isForced() {
        return startsWith(text, FORCED);
    }

    /** Whether the repository is one of this machine. */
    boolean isLocal() {
        return base.repository().startsWith(FILE);
    }

    /** A URL for messages: without a login, and without what a query may keep secret. */
    static String masked(String url) {
        int query = url.indexOf('?');
        String address = query < 0 ? url : url.substring(0, query);
        return withoutLogin(address) + (query < 0 ? "" : maskedQuery(url.substring(query + 1)));
    }

    /** The repository for messages. */
    String repository() {
        return withoutLogin(base.repository());
    }

    @Override
    public String toString() {
        return masked(text);
    }

    private static Optional<Host> host(String text) {
        if (text.startsWith("/")) {
            return Optional.empty();
        }
        String rest = withoutQuery(startsWith(text, FORCED) ? text.substring(FORCED.length()) : text);
        String whole = rest;
        String scheme = SCHEMES.stream()
                .filter(each -> startsWith(whole, each))
                .findFirst()
                .orElse("");
        rest = rest.substring(scheme.length());
        if (scheme.equals(FILE)) {
            return Optional.of(new Host(FILE, rest));
        }
        Matcher login = USER.matcher(rest);
        String user = login.lookingAt() ? login.group() : "";
        rest = rest.substring(user.length());
        boolean github = startsWith(rest, "github.com/") || startsWith(rest, "github.com:");
        boolean scpForm = scheme.isEmpty() && (github || !user.isEmpty());
        if (scheme.isEmpty() && !scpForm) {
            return Optional.empty();
        }
        int end = endOfHost(rest, scpForm) + 1;
        String name = end == 0 ? rest : rest.substring(0, end);
        String path = end == 0 ? "" : rest.substring(end);
        if (github) {
            boolean ssh = scheme.equals("ssh://") || !user.isEmpty();
            return Optional.of(new Host(ssh ? user + "github.com:" : "https://github.com/", path));
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(new Host(scheme + user + name, path));
    }

    /** Where the separator is that ends the host; -1 where there is none. */
    private static int endOfHost(String text, boolean scpForm) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        boolean isColon = scpForm && (slash < 0 || (colon > 0 && colon < slash));
        return isColon ? colon : slash;
    }

    private static Optional<String> objection(Host host) {
        Split split = split(host);
        if (split.repository().isEmpty()) {
            return Optional.of("the URL names no repository: failed to parse repo path segment");
        }
        String directory = split.directory();
        return Paths.leavesTree(Paths.join("", directory))
                ? Optional.of("url path exits repo: " + directory)
                : Optional.empty();
    }

    /** An empty repository where there is none. */
    private static Split split(Host host) {
        String path = host.rest();
        int marker = path.indexOf("_git/");
        if (marker >= 0) {
            // By convention one directory above the repository.
            return splitAt(path, path.indexOf('/', marker + "_git/".length()));
        }
        int slashes = path.indexOf("//");
        if (slashes >= 0) {
            return new Split(path.substring(0, slashes), path.substring(slashes + 2));
        }
        int suffix = path.indexOf(".git");
        if (suffix >= 0) {
            int end = suffix + ".git".length();
            return new Split(path.substring(0, end), path.substring(end));
        }
        if (host.text().equals(FILE)) {
            return new Split(path, "");
        }
        int end = -1;
        for (int names = 0; names < REPOSITORY_NAMES; names++) {
            if (names > 0 && end < 0) {
                return new Split("", "");
            }
            end = path.indexOf('/', end + 1);
        }
        return splitAt(path, end);
    }

    private static Split splitAt(String path, int slash) {
        return slash < 0 ? new Split(path, "") : new Split(path.substring(0, slash), path.substring(slash + 1));
    }

    private static RemoteBase base(Host host, Split split, String text) {
        Map<String, String> query = query(text);
        String reference = query.getOrDefault("ref", "");
        return new RemoteBase(
                host.text() + split.repository(),
                Paths.join("", split.directory()),
                reference.isEmpty() ? query.getOrDefault("version", "") : reference,
                timeout(query.getOrDefault("timeout", "")),
                !FALSE.contains(query.getOrDefault("submodules", "")));
    }

    /** A number of seconds, or a duration of Go's; what is neither, or not positive, does not count. */
    private static Duration timeout(String text) {
        if (NUMBER.matcher(text).matches()) {
            long seconds = Long.parseLong(text);
            return seconds > 0 ? Duration.ofSeconds(seconds) : DEFAULT_TIMEOUT;
        }
        try {
            Duration duration = text.isEmpty() ? Duration.ZERO : GoDuration.parse(text);
            return duration.isZero() || duration.isNegative() ? DEFAULT_TIMEOUT : duration;
        } catch (IllegalArgumentException e) {
            return DEFAULT_TIMEOUT;
        }
    }

    /** The first value of each parameter; none at all where Go would not read the query ({@code url.ParseQuery}). */
    private static Map<String, String> query(String text) {
        var values = new LinkedHashMap<String, String>();
        int start = text.indexOf('?');
        if (start < 0) {
            return values;
        }
        for (String parameter : text.substring(start + 1).split("&", -1)) {
            if (parameter.contains(";")) {
                return Map.of();
            }
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            try {
                values.putIfAbsent(decoded(key), equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                return Map.of();
            }
        }
        return values;
    }

    /** A repository for what is kept: as it is written, but for a password. */
    static String withoutPassword(String address) {
        return LOGIN.matcher(address).replaceFirst(login -> {
            String user = login.group(3).replaceFirst(":.*", "");
            return Matcher.quoteReplacement(login.group(1) + user + "@");
        });
    }

    /** An ssh user is no secret, and is part of the address. */
    private static String withoutLogin(String address) {
        return LOGIN.matcher(address).replaceFirst(login -> {
            boolean ssh = login.group(2).equalsIgnoreCase("ssh");
            String user = login.group(3).replaceFirst(":.*", "");
            return Matcher.quoteReplacement(login.group(1) + (ssh ? user + "@" : ""));
        });
    }

    private static String maskedQuery(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(RemoteUrl::maskedParameter)
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String maskedParameter(String parameter) {
        int equals = parameter.indexOf('=');
        String key = equals < 0 ? "" : parameter.substring(0, equals);
        return equals < 0 || PARAMETERS.contains(key) ? parameter : key + "=***";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static boolean startsWith(String text, String lowerCase) {
        return text.regionMatches(true, 0, lowerCase, 0, lowerCase.length());
    }
}
