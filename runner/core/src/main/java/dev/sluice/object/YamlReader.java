package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML (and so JSON) texts as the tools of the Kubernetes world do. */
public final class YamlReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    public YamlReader(Dialect dialect, Duplicates duplicates) {}

    /**
     * All documents of a text, empty ones too.
     *
     * @param file what the text is called in messages
     * @throws InvalidInput if the text is no YAML, naming the line
     */
    public List<YamlDocument> read(String text, String file) {
        var documents = new ArrayList<YamlDocument>();
        try {
            for (Object value :
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadAllFromString(text)) {
                JsonNode content = JSON.valueToTree(value);
                documents.add(new YamlDocument(content, new Origin(file, 1), List.of()));
            }
        } catch (YamlEngineException e) {
            throw new InvalidInput(file, String.valueOf(e.getMessage()));
        }
        return documents;
    }
}
