package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlReader;

/** Live objects, as the tests of this package write them. */
final class LiveObjects {

    private LiveObjects() {}

    static JsonNode live(String yaml) {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(yaml, "live.yaml")
                .get(0)
                .content();
    }
}
