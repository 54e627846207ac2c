package dev.sluice.cluster;

import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which file an object stands in: {@code <namespace>/<Kind>[.<group>]_<name>.yaml}, with {@code _cluster} for objects
 * without a namespace. Kinds and groups are held to Kubernetes' rules, and what a name may hold beyond small letters is
 * escaped as in URLs. So no name leads out of the directory, and no two names meet in one file, also where the file
 * system takes {@code A} for {@code a}.
 */
final class DirectoryLayout {

    /** No namespace is called so: underscores are not allowed in one. */
    private static final String CLUSTER_SCOPED = "_cluster";

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
    private static final Pattern GROUP = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** Most file systems end at 255 bytes; the rest is for the extension and a digest. */
    private static final int MAX_NAME_LENGTH = 180;

    private static final String EXTENSION = ".yaml";

    private DirectoryLayout() {}

    /**
     * The object's file, relative to the directory.
     *
     * @throws Rejected if no API server would take the name either
     */
    static Path fileOf(ObjectId id) {
        check(id);
        String directory = id.namespace().isEmpty() ? CLUSTER_SCOPED : id.namespace();
        String type = id.group().isEmpty() ? id.kind() : id.kind() + "." + id.group();
        return Path.of(directory, shortened(type + "_" + escape(id.name())));
    }

    /** The file name of a unit's inventory. */
    static String inventoryOf(ObjectId unit) {
        check(unit);
        return shortened(unit.kind() + "_" + escape(unit.namespace()) + "_" + escape(unit.name()));
    }

    /** The directory name of a root's inventories. */
    static String directoryOf(ObjectId root) {
        String name = inventoryOf(root);
        return name.substring(0, name.length() - EXTENSION.length());
    }

    /** Whether an object of this name can exist at all. */
    static boolean allows(ObjectId id) {
        return problem(id).isEmpty();
    }

    private static void check(ObjectId id) {
        problem(id).ifPresent(problem -> {
            throw new Rejected(id.toString(), problem);
        });
    }

    private static Optional<String> problem(ObjectId id) {
        if (!id.namespace().isEmpty() && !NAMESPACE.matcher(id.namespace()).matches()) {
            return Optional.of("the namespace is not valid: \"" + id.namespace() + "\"");
        }
        if (!KIND.matcher(id.kind()).matches()) {
            return Optional.of("the kind is not valid: \"" + id.kind() + "\"");
        }
        if (!id.group().isEmpty() && !GROUP.matcher(id.group()).matches()) {
            return Optional.of("the API group is not valid: \"" + id.group() + "\"");
        }
        // The least that Kubernetes asks of any name: apimachinery pkg/api/validation/path.
        String name = id.name();
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
            return Optional.of("the name is not valid: \"" + name + "\"");
        }
        return Optional.empty();
    }

    private static String escape(String text) {
        var escaped = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if ((octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-' || octet == '.') {
                escaped.append((char) octet);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", octet));
            }
        }
        return escaped.toString();
    }

    private static String shortened(String name) {
        if (name.length() <= MAX_NAME_LENGTH) {
            return name + EXTENSION;
        }
        return name.substring(0, MAX_NAME_LENGTH) + "~" + Sha256.of(name).substring(0, 32) + EXTENSION;
    }
}
