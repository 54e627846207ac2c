package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The fields of a value that its Go type does not have: Flux drops them without a word. */
final class UnknownFields {

    private final UnaryOperator<String> places;
    private final List<Problem> found = new ArrayList<>();

    private UnknownFields(UnaryOperator<String> places) {
        this.places = places;
    }

    /**
     * A problem for each, with the name that was probably meant.
     *
     * @param places answers {@code file:line} of a path such as {@code patches[1].target}
     */
    static List<Problem> of(JsonNode value, GoTypes.Type type, UnaryOperator<String> places) {
        var fields = new UnknownFields(places);
        fields.visit(value, type, "");
        return List.copyOf(fields.found);
    }

    private void visit(JsonNode value, GoTypes.Type type, String path) {
        GoTypes.Type element = type.element();
        if (type.form() == GoTypes.Form.STRUCT && value.isObject()) {
            visitStruct(value, type, path);
        } else if (type.form() == GoTypes.Form.POINTER && element != null) {
            visit(value, element, path);
        } else if (type.form() == GoTypes.Form.LIST && element != null) {
            for (int index = 0; index < value.size(); index++) {
                visit(value.path(index), element, path + "[" + index + "]");
            }
        }
    }

    private void visitStruct(JsonNode value, GoTypes.Type type, String path) {
        List<GoTypes.Field> known = GoTypes.table().fields(type);
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String own = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            Optional<GoTypes.Field> field = known.stream()
                    .filter(each -> each.name().equalsIgnoreCase(property.getKey()))
                    .findFirst();
            if (field.isPresent()) {
                visit(property.getValue(), field.get().type(), own);
            } else {
                found.add(unknown(property.getKey(), own, known));
            }
        }
    }

    private Problem unknown(String name, String path, List<GoTypes.Field> known) {
        String what = "unknown field \"" + path + "\" is left out";
        return NearestName.of(name, known.stream().map(GoTypes.Field::name).toList())
                .map(nearest -> new Problem(places.apply(path), what, "did you mean \"" + nearest + "\"?"))
                .orElseGet(() -> Problem.of(places.apply(path), what));
    }
}
