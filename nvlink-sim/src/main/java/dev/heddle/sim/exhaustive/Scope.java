package dev.heddle.sim.exhaustive;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much may happen in one history. Within it everything that can happen does, in every order.
 *
 * @param name what it is called
 * @param gpus GPUs of each of the two nodes
 * @param oneDomain whether the two nodes share an NVLink domain; otherwise each has one, and a gang of two spans both
 * @param gangs nodes of each ComputeDomain, one GPU on each node
 * @param epochs highest epoch
 * @param delays whether an order and a report for each node may come late, and orders any number of times
 * @param waiting decided commands that a leader may have waiting before it takes no further ones
 * @param limits how often what may go wrong
 */
public record Scope(
        String name,
        List<Integer> gpus,
        boolean oneDomain,
        List<Integer> gangs,
        int epochs,
        boolean delays,
        int waiting,
        Map<Mishap, Integer> limits) {

    /** Nodes; and coordinators that may believe to lead at a time. */
    static final int TWO = 2;

    /** Copies the collections. */
    public Scope {
        gpus = List.copyOf(gpus);
        gangs = List.copyOf(gangs);
        limits = Map.copyOf(limits);
        if (gpus.size() != TWO || gangs.isEmpty() || gangs.size() > TWO) {
            throw new IllegalArgumentException("two nodes, and one or two ComputeDomains");
        }
    }

    /** Nothing goes wrong but that leaders are deposed without knowing it. */
    static Scope leaders(String name, boolean oneDomain, List<Integer> gangs, int epochs) {
        return new Scope(name, List.of(1, 1), oneDomain, gangs, epochs, false, 1, Map.of());
    }

    Scope gpus(int first, int second) {
        return new Scope(name, List.of(first, second), oneDomain, gangs, epochs, delays, waiting, limits);
    }

    Scope delayed() {
        return new Scope(name, gpus, oneDomain, gangs, epochs, true, waiting, limits);
    }

    Scope waiting(int commands) {
        return new Scope(name, gpus, oneDomain, gangs, epochs, delays, commands, limits);
    }

    Scope with(Mishap mishap, int times) {
        Map<Mishap, Integer> more = new EnumMap<>(Mishap.class);
        more.putAll(limits);
        more.put(mishap, times);
        return new Scope(name, gpus, oneDomain, gangs, epochs, delays, waiting, more);
    }

    /** Whether it may happen once more. */
    boolean allows(Mishap mishap, int packed) {
        return mishap.count(packed) < limits.getOrDefault(mishap, 0);
    }

    /** Name of a ComputeDomain. */
    static String computeDomain(int index) {
        return index == 0 ? "a" : "b";
    }

    /** A scope by its name. */
    public static Optional<Scope> named(String name) {
        return Scopes.ALL.stream().filter(scope -> scope.name().equals(name)).findFirst();
    }
}
