package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A list that is asked for page by page, so that of a large one no more is in memory at once than a page and what is
 * wanted of it. Where the server forgets the list before its last page it is read anew; where that happens again and
 * again, in one answer.
 */
final class PagedList {

    /** A list that is outlived by its pages so often is changed faster than it can be read. */
    private static final int ATTEMPTS = 5;

    private static final int GONE = 410;

    private final Function<Map<String, String>, ApiAnswer> server;
    private final int pageSize;

    /** @param server answers a page for its parameters */
    PagedList(int pageSize, Function<Map<String, String>, ApiAnswer> server) {
        this.server = server;
        this.pageSize = pageSize;
    }

    /**
     * What was collected of a list.
     *
     * @param last the answer with its last page, or what the server said no with
     */
    record Collected<T>(T items, ApiAnswer last) {}

    /**
     * The items of a list.
     *
     * @param parameters what is asked for on every page
     * @param nothing an empty collection; there is a new one for every attempt
     */
    <T> Collected<T> collect(Map<String, String> parameters, Supplier<T> nothing, BiConsumer<T, JsonNode> add) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Optional<Collected<T>> list = pages(parameters, pageSize, nothing.get(), add);
            if (list.isPresent()) {
                return list.get();
            }
        }
        T items = nothing.get();
        ApiAnswer whole = server.apply(parameters);
        whole.body().path("items").forEach(item -> add.accept(items, item));
        return new Collected<>(items, whole);
    }

    /** Empty where the server has forgotten the list before its last page. */
    private <T> Optional<Collected<T>> pages(
            Map<String, String> parameters, int limit, T items, BiConsumer<T, JsonNode> add) {
        var page = new LinkedHashMap<>(parameters);
        page.put("limit", Integer.toString(limit));
        while (true) {
            ApiAnswer answer = server.apply(page);
            if (answer.status() == GONE) {
                return Optional.empty();
            }
            answer.body().path("items").forEach(item -> add.accept(items, item));
            String next = answer.body().path("metadata").path("continue").asText();
            if (next.isEmpty()) {
                return Optional.of(new Collected<>(items, answer));
            }
            page.put("continue", next);
        }
    }
}
