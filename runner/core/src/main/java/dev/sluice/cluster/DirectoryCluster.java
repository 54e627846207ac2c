package dev.sluice.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A directory of plain YAML, one file an object, that stands for a cluster: what a first try needs, and the "rendered
 * manifests" pattern. Server-side apply's merge by field manager is approximated by owning whole objects; the values of
 * Secrets stand as keyed digests unless asked otherwise. Files that no run wrote are never changed nor deleted.
 */
public final class DirectoryCluster implements Cluster {

    /** The variable that gives the key of Secret digests, so that they are the same on every machine. */
    public static final String KEY_VARIABLE = "SLUICE_DIGEST_KEY";

    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final List<String> OWNER_LABELS =
            List.of("kustomize.toolkit.fluxcd.io/name", "kustomize.toolkit.fluxcd.io/namespace");

    private final Path directory;
    private final boolean withSecrets;
    private final AtomicFiles files;
    private final DirectoryKey key;
    private final DirectoryState state;

    /**
     * @param directory made by the first write, if it does not exist
     * @param withSecrets whether Secret values are written as they are, instead of their keyed digests
     * @param environment read for {@value #KEY_VARIABLE}
     */
    public DirectoryCluster(Path directory, boolean withSecrets, Map<String, String> environment) {
        this(directory, withSecrets, environment, Clock.systemUTC(), file -> {});
    }

    /** @param beforeRename told each file that is about to appear; for tests that let a run die there */
    DirectoryCluster(
            Path directory,
            boolean withSecrets,
            Map<String, String> environment,
            Clock clock,
            Consumer<Path> beforeRename) {
        this.directory = directory;
        this.withSecrets = withSecrets;
        Path hidden = directory.resolve(".sluice");
        this.files = new AtomicFiles(directory, hidden.resolve("unfinished"), beforeRename);
        this.key = new DirectoryKey(hidden.resolve("digest-key"), files, environment.get(KEY_VARIABLE));
        this.state = new DirectoryState(hidden, files, key, clock);
    }

    @Override
    public String name() {
        return "dir:" + directory;
    }

    @Override
    public Map<ObjectId, Manifest> read(Collection<ObjectId> ids) {
        var found = new HashMap<ObjectId, Manifest>();
        for (ObjectId id : ids) {
            if (DirectoryLayout.allows(id)) {
                Path file = fileOf(id);
                files.read(file).ifPresent(bytes -> found.put(id, parse(id, bytes, file)));
            }
        }
        return found;
    }

    @Override
    public Map<ObjectId, LiveObject> live(Collection<Manifest> desired) {
        var found = new HashMap<ObjectId, LiveObject>();
        for (Manifest manifest : desired) {
            live(manifest.id()).ifPresent(object -> found.put(object.id(), object));
        }
        return found;
    }

    private Optional<LiveObject> live(ObjectId id) {
        if (!DirectoryLayout.allows(id)) {
            return Optional.empty();
        }
        Path file = fileOf(id);
        return files.read(file).map(bytes -> live(id, bytes, file));
    }

    private static LiveObject live(ObjectId id, byte[] bytes, Path file) {
        return new LiveObject(id, Sha256.of(bytes), false, () -> parse(id, bytes, file));
    }

    @Override
    public String digest(Manifest desired) {
        byte[] canonical = canonical(stored(desired));
        return SecretMask.isSecret(desired.id()) ? keyedDigest().of(canonical) : Sha256.of(canonical);
    }

    @Override
    public DryRun dryRun(Manifest desired, Optional<LiveObject> live) {
        Path file = fileOf(desired.id());
        if (Files.exists(file)) {
            refuseForeign(desired, file);
        }
        return new DryRun.Accepted(stored(desired), live);
    }

    /** Objects are owned as wholes here: what a hand added goes with the next application. */
    @Override
    public Manifest dryRunOfTakeOver(Manifest desired, LiveObject live, Manifest accepted) {
        return accepted;
    }

    @Override
    public LiveObject apply(Manifest desired) {
        byte[] bytes = Manifests.write(List.of(stored(desired))).getBytes(StandardCharsets.UTF_8);
        Path file = fileOf(desired.id());
        files.write(file, bytes);
        return live(desired.id(), bytes, file);
    }

    @Override
    public void takeOver(Manifest desired) {}

    /** Nothing has finalizers here, so nothing is waited for; and nothing owns anything. */
    @Override
    public void delete(ObjectId id, String uid, Propagation propagation, Duration patience) {
        files.delete(fileOf(id));
    }

    /** Nothing changes a directory behind a run's back that it would wait for. */
    @Override
    public ObjectWatch watch(Collection<ObjectReference> objects, Consumer<Observation> observer) {
        for (ObjectReference object : objects) {
            observer.accept(new Observation(object.id(), live(object.id()).map(LiveObject::manifest)));
        }
        return new ObjectWatch() {
            @Override
            public Optional<RunFailure> failure() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean tellsHealth() {
        return false;
    }

    @Override
    public Inspection inspection() {
        return Inspection.NOTHING;
    }

    @Override
    public Optional<AccessCheck> access() {
        return Optional.empty();
    }

    @Override
    public boolean holdsData() {
        return false;
    }

    @Override
    public Cluster as(String user) {
        return this;
    }

    @Override
    public KeyedDigest keyedDigest() {
        return key.digest();
    }

    @Override
    public RunState state() {
        return state;
    }

    @Override
    public void close() {}

    /** The object as it stands in its file. */
    private Manifest stored(Manifest desired) {
        return withSecrets ? desired : SecretMask.digesting(keyedDigest()).mask(desired);
    }

    private Path fileOf(ObjectId id) {
        return directory.resolve(DirectoryLayout.fileOf(id));
    }

    /** A file that a person put where an object is to be written stays: it is theirs. */
    private void refuseForeign(Manifest desired, Path file) {
        Optional<Manifest> live = Optional.ofNullable(read(Set.of(desired.id())).get(desired.id()));
        boolean ours = live.isEmpty()
                || OWNER_LABELS.stream()
                        .allMatch(label -> live.get().label(label).equals(desired.label(label)))
                || state.objects().contains(desired.id());
        if (!ours) {
            throw new Rejected(
                    desired.id().toString(),
                    "the file " + file + " was not written by a run, and is not overwritten",
                    "move it away, or leave the object out of the repository",
                    null);
        }
    }

    /** What stands in an object's file; one that a hand has broken is an object without content: it is repaired. */
    private static Manifest parse(ObjectId id, byte[] bytes, Path file) {
        Origin origin = new Origin(file.toString(), 1);
        try {
            List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .read(new String(bytes, StandardCharsets.UTF_8), file.toString());
            if (documents.size() == 1 && documents.get(0).content() instanceof ObjectNode content) {
                return new Manifest(id, content, origin);
            }
        } catch (InvalidInput e) {
            return new Manifest(id, JsonNodeFactory.instance.objectNode(), origin);
        }
        return new Manifest(id, JsonNodeFactory.instance.objectNode(), origin);
    }

    private static byte[] canonical(Manifest manifest) {
        try {
            return CANONICAL.writeValueAsBytes(manifest.content());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written: " + manifest, e);
        }
    }
}
