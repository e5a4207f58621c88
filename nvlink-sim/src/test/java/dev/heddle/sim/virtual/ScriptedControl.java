package dev.heddle.sim.virtual;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.virtual.Book.Releasing;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** The truth of a control plane that is never wrong, as one small object: what tests need of it to drive agents. */
final class ScriptedControl {

    private static final int CHANNELS = 40;

    private final RandomGenerator random;
    private final List<VirtualNode> nodes;
    private final Map<NodeName, Book> books = new LinkedHashMap<>();
    private final Map<RefusalReason, Integer> refusals = new EnumMap<>(RefusalReason.class);
    private long epoch = 1;
    private long uids;
    private int amnesias;

    ScriptedControl(RandomGenerator random, List<VirtualNode> nodes) {
        this.random = random;
        this.nodes = nodes;
        nodes.forEach(node -> books.put(node.name(), Book.EMPTY));
    }

    long epoch() {
        return epoch;
    }

    long raiseEpoch() {
        return ++epoch;
    }

    Map<NodeName, Book> books() {
        return books;
    }

    Book book(NodeName node) {
        return books.getOrDefault(node, Book.EMPTY);
    }

    /** Reports of amnesia so far. */
    int amnesias() {
        return amnesias;
    }

    /** Refusals so far. */
    int refusals(RefusalReason reason) {
        return refusals.getOrDefault(reason, 0);
    }

    /** A node is given something, or something is taken from it; whichever chance wants. */
    NodeName change() {
        VirtualNode node = nodes.get(random.nextInt(nodes.size()));
        Book book = book(node.name());
        boolean give = book.boot().isPresent() && (book.wanted().isEmpty() || random.nextInt(5) < 2);
        if (give) {
            give(node);
        } else if (!book.wanted().isEmpty()) {
            take(node);
        }
        return node.name();
    }

    /** A node is given something, if it has room. */
    void give(VirtualNode node) {
        grant(node).ifPresent(grant -> books.put(node.name(), book(node.name()).granted(grant)));
    }

    /** Something of what a node has is taken from it. */
    void take(VirtualNode node) {
        List<ComputeDomainUid> uids = List.copyOf(book(node.name()).wanted().keySet());
        books.put(node.name(), book(node.name()).released(uids.get(random.nextInt(uids.size()))));
    }

    private Optional<Grant> grant(VirtualNode node) {
        Book book = book(node.name());
        TreeSet<GpuUuid> free = new TreeSet<>();
        node.tray().gpus().stream().map(Plant.PlantGpu::uuid).forEach(free::add);
        book.wanted().values().forEach(grant -> free.removeAll(grant.gpus()));
        book.releasing()
                .values()
                .forEach(releasing -> free.removeAll(releasing.grant().gpus()));
        Optional<Integer> channel = freeChannel(node.tray().ref().rack());
        if (free.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        while (free.size() > 1 && random.nextBoolean()) {
            free.pollFirst();
        }
        String name = "cd-" + ++uids;
        return Optional.of(new Grant(
                new ComputeDomainUid("uid-" + name),
                new ComputeDomainName(name),
                channel.get(),
                free,
                List.of(node.name())));
    }

    private Optional<Integer> freeChannel(int rack) {
        Set<Integer> taken = new HashSet<>();
        for (VirtualNode node : nodes) {
            if (node.tray().ref().rack() == rack) {
                Book book = book(node.name());
                book.wanted().values().forEach(grant -> taken.add(grant.channel()));
                book.releasing()
                        .values()
                        .forEach(releasing -> taken.add(releasing.grant().channel()));
            }
        }
        for (int channel = 1; channel <= CHANNELS; channel++) {
            if (!taken.contains(channel)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    /**
     * A node says what it holds to the leader.
     *
     * @return whether its orders changed by that
     */
    boolean applied(NodeName node, Applied applied) {
        applied.refusal().ifPresent(refusal -> refusals.merge(refusal.reason(), 1, Integer::sum));
        Book book = book(node);
        boolean amnesia = applied.record() == RecordState.AMNESIA;
        amnesias += amnesia ? 1 : 0;
        Book next = book;
        if (!book.boot().equals(Optional.of(applied.boot()))) {
            next = book.adopted(applied.boot(), applied.stamp().generation(), true);
        } else if (amnesia && !book.scrub()) {
            next = book.adopted(applied.boot(), applied.stamp().generation(), true);
        } else if (applied.record() == RecordState.INTACT && applied.stamp().epoch() == epoch) {
            next = free(book, applied);
            if (book.scrub() && applied.stamp().generation() >= book.generation()) {
                next = next.adopted(applied.boot(), 0, false);
            }
        }
        books.put(node, next);
        return next.generation() != book.generation();
    }

    private static Book free(Book book, Applied applied) {
        Set<ComputeDomainUid> held = new HashSet<>();
        applied.held().stream().map(HeldGrant::computeDomain).forEach(held::add);
        Book next = book;
        for (Map.Entry<ComputeDomainUid, Releasing> entry : book.releasing().entrySet()) {
            if (applied.stamp().generation() >= entry.getValue().generation() && !held.contains(entry.getKey())) {
                next = next.freed(entry.getKey());
            }
        }
        return next;
    }
}
