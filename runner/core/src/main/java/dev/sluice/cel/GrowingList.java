package dev.sluice.cel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** The list that a comprehension collects: appended to in place, or a long list would be copied once an item. */
final class GrowingList extends AbstractList<Object> {

    private final List<Object> items = new ArrayList<>();

    void append(List<?> more) {
        items.addAll(more);
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
