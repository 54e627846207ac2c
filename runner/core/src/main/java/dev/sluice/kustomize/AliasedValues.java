package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values of a file that aliases stand for. Kustomize merges a chart's values before aliases are carried out, and its
 * merge loses each field that has one ({@code Walk} in {@code kyaml/yaml/walk/walk.go} knows no alias nodes); those in
 * lists survive.
 */
final class AliasedValues {

    private final FieldLocator locator;
    private final YamlDocument document;
    private final boolean fileWins;

    /**
     * @param fileWins whether the file's values are merged into the others, not the other way round
     */
    AliasedValues(String text, YamlDocument document, boolean fileWins) {
        this.locator = FieldLocator.of(text, document.origin().file());
        this.document = document;
        this.fileWins = fileWins;
    }

    /**
     * Takes them out of both sides of the merge.
     *
     * @throws BuildException where kustomize finds that an alias is not of the kind of what it is merged into
     */
    void drop(ObjectNode values, ObjectNode inline) {
        drop(values, inline, List.of());
    }

    private void drop(ObjectNode values, ObjectNode inline, List<String> path) {
        for (String name : values.propertyStream().map(Map.Entry::getKey).toList()) {
            var own = new ArrayList<>(path);
            own.add(name);
            switch (form(own)) {
                case MERGED -> values.remove(name);
                case ALIAS -> {
                    requireFree(inline, name, own);
                    values.remove(name);
                    inline.remove(name);
                }
                case OWN -> {
                    if (values.get(name) instanceof ObjectNode mapping) {
                        drop(mapping, inline.get(name) instanceof ObjectNode beside ? beside : Nodes.mapping(), own);
                    }
                }
            }
        }
    }

    private void requireFree(ObjectNode inline, String name, List<String> path) {
        if (fileWins && !Nodes.isMissingOrNull(inline.get(name))) {
            throw new BuildException(
                    "an alias cannot be merged into the inline value of " + String.join(".", path),
                    "write out what the alias stands for");
        }
    }

    private FieldLocator.Form form(List<String> path) {
        return locator.find(document.origin(), path)
                .map(FieldLocator.Written::form)
                .orElse(FieldLocator.Form.OWN);
    }
}
