package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes values as {@code sigs.k8s.io/yaml} and kustomize do, byte for byte: keys sorted, no document marker. */
public final class YamlWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlWriter() {}

    /** The value as one YAML document that ends with a newline. */
    public static String write(JsonNode value) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(JSON.convertValue(value, Object.class));
    }
}
