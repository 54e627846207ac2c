package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** In whose name requests are made; nobody else's where the user is empty. */
record Impersonation(String user, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** Requests are made in the caller's own name. */
    static final Impersonation NONE = new Impersonation("", "", List.of(), Map.of());

    Impersonation {
        requireNonNull(user, "user");
        requireNonNull(uid, "uid");
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /**
     * A user and no groups: the API server adds those of a service account by itself, and a caller who names them needs
     * the permission to impersonate groups, too (apiserver, endpoints/filters/impersonation).
     */
    static Impersonation of(String user) {
        return new Impersonation(user, "", List.of(), Map.of());
    }

    /** Name and value of each header. */
    List<Map.Entry<String, String>> headers() {
        var headers = new ArrayList<Map.Entry<String, String>>();
        if (user.isEmpty()) {
            return headers;
        }
        headers.add(Map.entry("Impersonate-User", user));
        if (!uid.isEmpty()) {
            headers.add(Map.entry("Impersonate-Uid", uid));
        }
        groups.forEach(group -> headers.add(Map.entry("Impersonate-Group", group)));
        extra.forEach((key, values) -> {
            String name = URLEncoder.encode(key.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
            values.forEach(value -> headers.add(Map.entry("Impersonate-Extra-" + name, value)));
        });
        return headers;
    }
}
