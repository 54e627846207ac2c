package dev.sluice.pipeline;

import dev.sluice.cluster.SecretMask;
import dev.sluice.failure.Rejected;
import dev.sluice.flux.Placeholder;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Entry;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what was rendered into the directory that the request names; where it names none, gives it on as YAML. */
final class RenderExport {

    private final RunRequest request;
    private final Entry entry;
    private final Optional<Consumer<String>> manifests;

    /** @param manifests takes what is rendered where there is no directory for it */
    RenderExport(RunRequest request, Entry entry, Optional<Consumer<String>> manifests) {
        this.request = request;
        this.entry = entry;
        this.manifests = manifests;
    }

    Rendered export(Rendered rendered) {
        Optional<Path> output = request.output().map(request.directory()::resolve);
        if (output.isEmpty()) {
            manifests.ifPresent(taker -> taker.accept(Manifests.write(rendered.units().stream()
                    .flatMap(unit -> shown(unit).stream())
                    .toList())));
            return rendered;
        }
        Path directory =
                request.hasSeveralRoots() ? output.get().resolve(entry.paths().get(0)) : output.get();
        files(rendered).forEach((name, text) -> write(directory.resolve(name), text));
        return rendered;
    }

    /** Files are copied and standard output ends up in the logs of CI jobs: secret values are written on demand only. */
    private List<Manifest> shown(Unit unit) {
        if (request.withSecrets()) {
            return unit.manifests();
        }
        SecretMask mask =
                request.keepEncrypted() ? SecretMask.hiding().sparing(Placeholder::isOne) : SecretMask.hiding();
        return unit.manifests().stream().map(mask::mask).toList();
    }

    private Map<String, String> files(Rendered rendered) {
        var files = new LinkedHashMap<String, String>();
        for (Unit unit : rendered.units()) {
            String folder = safe(unit.id().namespace()) + "/" + safe(unit.id().name());
            if (request.layout() == RenderLayout.UNITS) {
                files.put(folder + ".yaml", Manifests.write(shown(unit)));
            } else {
                shown(unit)
                        .forEach(manifest -> files.put(
                                free(folder + "/" + fileName(manifest.id()), files),
                                Manifests.write(List.of(manifest))));
            }
        }
        return files;
    }

    private static String fileName(ObjectId id) {
        String group = id.group().isEmpty() ? "" : "." + id.group();
        String namespace = id.namespace().isEmpty() ? "" : id.namespace() + "_";
        return safe(namespace + id.kind().toLowerCase(Locale.ROOT) + group + "_" + id.name()) + ".yaml";
    }

    /** A name that stays in its directory, whatever a repository calls its objects. */
    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
    }

    /** No object is lost where two names differ only in what a file name cannot hold. */
    private static String free(String file, Map<String, String> taken) {
        String free = file;
        for (int number = 2; taken.containsKey(free); number++) {
            free = file.replaceFirst("\\.yaml$", "~" + number + ".yaml");
        }
        return free;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Rejected(file.toString(), "cannot be written: " + e.getMessage(), e);
        }
    }
}
