package dev.heddle.sim.exhaustive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives equal things one number each, from 1 on; 0 is no thing.
 *
 * @param <T> the things; their equality decides
 */
final class Interned<T> {

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    /** The number of a thing that is its own key. */
    int number(T thing) {
        return number(thing, thing);
    }

    /** The number of a thing that is told from others by {@code key}. */
    int number(Object key, T thing) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        things.add(thing);
        numbers.put(key, things.size());
        return things.size();
    }

    T get(int number) {
        return things.get(number - 1);
    }

    int size() {
        return things.size();
    }
}
