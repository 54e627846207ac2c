package dev.sluice.flux;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * The name of a repository of images or artifacts as go-containerregistry reads it, and as Flux wants it: without scheme
 * and without tag.
 */
final class ImageName {

    /** What stands before the name where it is an address. */
    static final String SCHEME = "oci://";

    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9_./-]{2,255}");
    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9._~%!$&'()*+,;=:\\[\\]-]+");

    private ImageName() {}

    /** What is wrong with a name; empty where nothing is. */
    static Optional<String> mistake(String name) {
        int scheme = name.indexOf("://");
        if (scheme >= 0) {
            return Optional.of("must not have a scheme; remove '" + name.substring(0, scheme + 3) + "'");
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String repository = hasRegistry ? name.substring(slash + 1) : name;
        int tag = repository.indexOf(':');
        if (tag >= 0) {
            int end = repository.indexOf(':', tag + 1);
            String written = repository.substring(tag, end < 0 ? repository.length() : end);
            return Optional.of("must not have a tag; remove '" + written + "'");
        }
        boolean right = REPOSITORY.matches(repository) && (!hasRegistry || REGISTRY.matches(first));
        return right ? Optional.empty() : Optional.of("\"" + name + "\" is no name of an image");
    }
}
