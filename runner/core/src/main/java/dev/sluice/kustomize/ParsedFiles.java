package dev.sluice.kustomize;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What files say, for many builds of one tree: a base that a hundred overlays build on is parsed once. A file that has
 * changed since is parsed anew. Safe for use by several threads, as long as nobody changes what is answered.
 */
final class ParsedFiles {

    private record Parsed<T>(ByteBuffer bytes, T content) {}

    private final Map<String, Parsed<List<Resource>>> resources = new ConcurrentHashMap<>();
    private final Map<String, Parsed<Kustomization>> kustomizations = new ConcurrentHashMap<>();

    /**
     * The objects of a resource file; to be copied before they are changed.
     *
     * @param file what the file is called in messages
     * @throws dev.sluice.failure.InvalidInput if it holds something else
     */
    List<Resource> resources(String file, byte[] bytes) {
        return content(resources, file, bytes, BuildFiles::parse);
    }

    /**
     * The kustomization of a file.
     *
     * @param file what the file is called in messages
     * @throws dev.sluice.failure.InvalidInput if it is wrong
     */
    Kustomization kustomization(String file, byte[] bytes) {
        return content(kustomizations, file, bytes, Kustomization::read);
    }

    private static <T> T content(
            Map<String, Parsed<T>> known, String file, byte[] bytes, BiFunction<String, String, T> parser) {
        ByteBuffer present = ByteBuffer.wrap(bytes);
        Parsed<T> last = known.get(file);
        if (last == null || !last.bytes().equals(present)) {
            last = new Parsed<>(present, parser.apply(FileText.of(bytes, file), file));
            known.put(file, last);
        }
        return last.content();
    }
}
