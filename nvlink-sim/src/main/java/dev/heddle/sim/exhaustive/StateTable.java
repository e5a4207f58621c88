package dev.heddle.sim.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** States, each once, exactly, in the order in which they were found; and how each was found. */
final class StateTable {

    private static final int BLOCK = 1 << 14;
    private static final int FIRST = 1 << 16;

    private final int width;
    private final List<int[]> blocks = new ArrayList<>();
    private final List<int[]> origins = new ArrayList<>();
    private int[] slots = new int[FIRST];
    private int size;

    StateTable(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /**
     * Adds a state.
     *
     * @param from state that it was reached from, -1 = none
     * @param action how
     * @return whether it is new
     */
    boolean add(int[] state, int from, int action) {
        int slot = slot(state, 0);
        if (slots[slot] != 0) {
            return false;
        }
        if (size % BLOCK == 0) {
            blocks.add(new int[BLOCK * width]);
            origins.add(new int[BLOCK * 2]);
        }
        System.arraycopy(state, 0, blocks.getLast(), size % BLOCK * width, width);
        origins.getLast()[size % BLOCK * 2] = from;
        origins.getLast()[size % BLOCK * 2 + 1] = action;
        slots[slot] = ++size;
        if (size > slots.length / 2) {
            grow();
        }
        return true;
    }

    int[] get(int index) {
        int from = index % BLOCK * width;
        return Arrays.copyOfRange(blocks.get(index / BLOCK), from, from + width);
    }

    int origin(int index) {
        return origins.get(index / BLOCK)[index % BLOCK * 2];
    }

    int action(int index) {
        return origins.get(index / BLOCK)[index % BLOCK * 2 + 1];
    }

    private int slot(int[] state, int from) {
        int slot = hash(state, from) & (slots.length - 1);
        while (slots[slot] != 0 && !same(slots[slot] - 1, state, from)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean same(int index, int[] state, int from) {
        int[] block = blocks.get(index / BLOCK);
        int at = index % BLOCK * width;
        return Arrays.equals(block, at, at + width, state, from, from + width);
    }

    private int hash(int[] state, int from) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < width; i++) {
            hash = (hash ^ state[from + i]) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            slots[slot(blocks.get(i / BLOCK), i % BLOCK * width)] = i + 1;
        }
    }
}
