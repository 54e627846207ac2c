package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In which order Flux applies the objects of one unit: what defines kinds, namespaces and roles; then classes; then the
 * rest; within each by kind (fluxcd/pkg ssa/manager_apply.go, {@code ApplyAllStaged}; ssa/utils/is.go; ssa/sort.go).
 */
public final class ApplyOrder {

    /** What is applied, and is ready, before the next stage begins. */
    public enum Stage {
        DEFINITIONS,
        CLASSES,
        CUSTOM,
        REST
    }

    /** A kind in its API group. */
    public record GroupKind(String group, String kind) {

        /** The kinds of a list as kustomize-controller's flag has it: {@code batch/Job,Pod}. */
        public static Set<GroupKind> parse(String list) {
            return list.isEmpty()
                    ? Set.of()
                    : Arrays.stream(list.split(",", -1))
                            .map(GroupKind::parseOne)
                            .collect(Collectors.toSet());
        }

        private static GroupKind parseOne(String item) {
            String text = item.strip();
            int slash = text.indexOf('/');
            return new GroupKind(slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1));
        }
    }

    private final Map<String, Integer> indexByKind;
    private final Set<GroupKind> custom;

    private ApplyOrder(Map<String, Integer> indexByKind, Set<GroupKind> custom) {
        this.indexByKind = Map.copyOf(indexByKind);
        this.custom = custom;
    }

    /** Read once a JVM, when it is first asked for. */
    private static final class Table {
        private static final ApplyOrder FLUX = read();
    }

    /** Flux's order, from the table generated of Flux's own. */
    public static ApplyOrder load() {
        return Table.FLUX;
    }

    private static ApplyOrder read() {
        try (InputStream table = ApplyOrder.class.getResourceAsStream("apply-order.json")) {
            JsonNode kinds = new ObjectMapper().readTree(Objects.requireNonNull(table, "apply-order.json"));
            var indexByKind = new HashMap<String, Integer>();
            int first = -kinds.path("first").size();
            for (JsonNode kind : kinds.path("first")) {
                indexByKind.put(kind.asText(), first++);
            }
            int last = 1;
            for (JsonNode kind : kinds.path("last")) {
                indexByKind.put(kind.asText(), last++);
            }
            return new ApplyOrder(indexByKind, Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException("apply-order.json cannot be read", e);
        }
    }

    /** The same order with a stage of its own for some kinds (kustomize-controller's {@code --custom-apply-stage-kinds}). */
    public ApplyOrder withCustomStage(Set<GroupKind> kinds) {
        return new ApplyOrder(indexByKind, Set.copyOf(kinds));
    }

    /** Stage by stage, and sorted in each. */
    public Comparator<ObjectId> staged() {
        return Comparator.comparing(this::stage).thenComparing(sorted());
    }

    /** By kind, then by namespace and name; kinds outside of the table stand in the middle, by group and kind. */
    public Comparator<ObjectId> sorted() {
        return Comparator.<ObjectId>comparingInt(id -> indexByKind.getOrDefault(id.kind(), 0))
                .thenComparing(ObjectId::group)
                .thenComparing(ObjectId::kind)
                .thenComparing(ObjectId::namespace)
                .thenComparing(ObjectId::name);
    }

    public Stage stage(ObjectId id) {
        if (isDefinition(id)) {
            return Stage.DEFINITIONS;
        }
        if (id.kind().endsWith("Class")) {
            return Stage.CLASSES;
        }
        return custom.contains(new GroupKind(id.group(), id.kind())) ? Stage.CUSTOM : Stage.REST;
    }

    private static boolean isDefinition(ObjectId id) {
        return switch (id.kind().toLowerCase(Locale.ROOT)) {
            case "customresourcedefinition" -> id.group().equals("apiextensions.k8s.io");
            case "clusterrole" -> id.group().equals("rbac.authorization.k8s.io");
            case "namespace" -> id.group().isEmpty();
            default -> false;
        };
    }
}
