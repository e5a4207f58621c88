package dev.heddle.sim.exhaustive;

import java.util.Arrays;

/**
 * Some numbers, told from others by what they are.
 *
 * @param values the numbers; not changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent")
record Numbers(int[] values) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Numbers that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    static Numbers of(int... values) {
        return new Numbers(values);
    }
}
