package dev.sluice.source;

import dev.sluice.source.SourceSpec.Credentials;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Ref;
import org.jspecify.annotations.Nullable;

/**
 * What servers answered when they were asked for their references: asked again by the same login, the same answer. So a
 * branch is one commit for as long as this is kept, which is a run. A failure is not kept. Safe for use by several threads.
 */
final class Listings {

    /** The references of one server. */
    @FunctionalInterface
    interface OfServer {

        /** The server is asked each time. */
        OfServer ASKED = (prefixes, ask) -> ask.get();

        /**
         * The references by name.
         *
         * @param ask asks the server
         */
        Map<String, Ref> list(List<String> prefixes, Supplier<Map<String, Ref>> ask);
    }

    private record Key(GitUrl url, Optional<Map<String, ByteBuffer>> login, List<String> prefixes) {}

    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

    /** The references that a server shows to a login. */
    OfServer of(GitUrl url, Optional<Credentials> login) {
        Optional<Map<String, ByteBuffer>> bytes = login.map(Listings::comparable);
        return (prefixes, ask) -> answers.computeIfAbsent(new Key(url, bytes, prefixes), key -> new Answer())
                .get(ask);
    }

    private static Map<String, ByteBuffer> comparable(Credentials login) {
        var bytes = new HashMap<String, ByteBuffer>();
        login.data().forEach((name, value) -> bytes.put(name, ByteBuffer.wrap(value)));
        return Map.copyOf(bytes);
    }

    /** Who asks while another does waits for that one's answer, and asks itself where there is none. */
    private static final class Answer {
        private @Nullable Map<String, Ref> references;

        synchronized Map<String, Ref> get(Supplier<Map<String, Ref>> ask) {
            Map<String, Ref> known = references;
            if (known == null) {
                known = ask.get();
                references = known;
            }
            return known;
        }
    }
}
