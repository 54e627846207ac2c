package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an object that is being walked: the way from its top to a field.
 *
 * @param above the place that holds it; null for a field at the top of the object
 * @param step the field's name, or the index of a list's item
 * @param kind what kind of step leads here
 */
record FieldPlace(@Nullable FieldPlace above, String step, Kind kind) {

    /** What a step is by the schema. */
    enum Kind {
        /** A field that the schema knows, or could know, by name. */
        FIELD,
        /** An entry of a mapping with keys of the user's. */
        ENTRY,
        /** An item of a list. */
        ITEM
    }

    static FieldPlace top(String name) {
        return new FieldPlace(null, name, Kind.FIELD);
    }

    FieldPlace field(String name) {
        return new FieldPlace(this, name, Kind.FIELD);
    }

    FieldPlace entry(String key) {
        return new FieldPlace(this, key, Kind.ENTRY);
    }

    FieldPlace item(int index) {
        return new FieldPlace(this, Integer.toString(index), Kind.ITEM);
    }

    /** Names and indexes from the object on. */
    List<String> steps() {
        var steps = new ArrayList<String>();
        for (FieldPlace place = this; place != null; place = place.above) {
            steps.add(place.step);
        }
        Collections.reverse(steps);
        return steps;
    }

    /** As a user writes it: {@code spec.patches[0].target}. */
    String text() {
        return above == null ? step : above.text() + (kind == Kind.ITEM ? "[" + step + "]" : "." + step);
    }

    /** The same of all objects of the kind: {@code spec.patches[].target}, {@code spec.postBuild.substitute{}}. */
    String pattern() {
        if (above == null) {
            return step;
        }
        return above.pattern()
                + switch (kind) {
                    case FIELD -> "." + step;
                    case ENTRY -> "{}";
                    case ITEM -> "[]";
                };
    }

    /** The schema of what stands here, given that of what holds it; missing where there is none. */
    JsonNode in(JsonNode schema) {
        return switch (kind) {
            case FIELD -> schema.path("properties").path(step);
            case ENTRY -> schema.path("additionalProperties");
            case ITEM -> schema.path("items");
        };
    }
}
