package dev.heddle.cli.demo;

import dev.heddle.cli.client.DemoFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The processes of one demo. */
final class Fleet {

    private final List<Child> children = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    synchronized void add(Child child) {
        children.removeIf(other -> other.name().equals(child.name()));
        children.add(child);
        if (stopping()) {
            child.ask();
        }
    }

    synchronized List<Child> children() {
        return List.copyOf(children);
    }

    List<DemoFile.Child> listed() {
        return children().stream().map(Child::listed).toList();
    }

    boolean stopping() {
        return stopping.get();
    }

    /** Whether this call is the one that stops it. */
    boolean beginStop() {
        return stopping.compareAndSet(false, true);
    }

    /** Ends all, the last started first: agents, then coordinators, then the ledger. */
    void stop() {
        List<Child> reversed = children().reversed();
        List<Child> ledger = reversed.stream()
                .filter(child -> child.name().equals(Launch.LEDGER))
                .toList();
        List<Child> others = reversed.stream()
                .filter(child -> !child.name().equals(Launch.LEDGER))
                .toList();
        others.forEach(Child::ask);
        others.forEach(Child::awaitEnd);
        ledger.forEach(Child::ask);
        ledger.forEach(Child::awaitEnd);
    }
}
