package dev.sluice.pipeline;

import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was rendered into a directory, where the request names one. */
final class RenderExport {

    private final RunRequest request;

    RenderExport(RunRequest request) {
        this.request = request;
    }

    Rendered export(Rendered rendered) {
        request.output().ifPresent(output -> {
            Path directory = request.directory().resolve(output);
            files(rendered).forEach((name, text) -> write(directory.resolve(name), text));
        });
        return rendered;
    }

    private Map<String, String> files(Rendered rendered) {
        var files = new LinkedHashMap<String, String>();
        for (Unit unit : rendered.units()) {
            List<Manifest> manifests =
                    unit.manifests().stream().map(new Masking(request)::shown).toList();
            String folder = safe(unit.id().namespace()) + "/" + safe(unit.id().name());
            if (request.layout() == RenderLayout.UNITS) {
                files.put(folder + ".yaml", Manifests.write(manifests));
            } else {
                manifests.forEach(manifest -> files.put(
                        free(folder + "/" + fileName(manifest.id()), files), Manifests.write(List.of(manifest))));
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
