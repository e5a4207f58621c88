package dev.heddle.agent.apply;

import dev.heddle.agent.platform.NodePlatform;
import dev.heddle.contract.model.AgentInstance;
import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.HeldGrant;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.wire.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows orders, one at a time: judge, write the record, act, report. After a crash anywhere, opening it again and
 * one {@link #converge} ends where it would have ended. Not for several threads at once.
 */
public final class Applier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final Storage.Claim claim;
    private final RecordStore store;
    private final ReadoptRequest request;
    private final NodeEffects effects;
    private final AgentInstance instance;
    private final Supplier<Optional<NodeReport>> observed;
    private final Consumer<AppliedState> listener;
    private final Map<HeldEntry.Key, String> details = new HashMap<>();

    private AgentRecord saved;
    private AgentRecord record;
    private @Nullable List<ImexNode> imexNodes;
    private boolean unfinished;
    private boolean remade;
    private boolean marksDue;

    private Applier(Ports ports, Storage.Claim claim, RecordStore store, ReadoptRequest request, AgentRecord opened) {
        this.claim = claim;
        this.store = store;
        this.request = request;
        this.effects = new NodeEffects(ports.storage, ports.paths, ports.platform);
        this.instance = ports.instance;
        this.observed = ports.observed;
        this.listener = ports.listener;
        this.saved = opened;
        this.record = opened;
        this.unfinished = true;
    }

    /**
     * Takes the record of a node, reads it, and says what is held; acts on nothing yet.
     *
     * @throws IOException if another agent has the record, or the disk does not answer
     */
    public static Applier open(Ports ports, Path stateFolder, NodeName node, BootId boot) throws IOException {
        ports.storage.makeFolder(stateFolder);
        Storage.Claim claim = ports.storage.claim(stateFolder);
        try {
            RecordStore store = new RecordStore(ports.storage, stateFolder, ports.paths);
            AgentRecord opened = store.open(node, boot);
            ReadoptRequest request = new ReadoptRequest(ports.storage, stateFolder);
            Applier applier = new Applier(ports, claim, store, request, opened);
            applier.publish();
            return applier;
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    /**
     * Takes on an order, or refuses it, and acts.
     *
     * @throws IOException if the record could not be made durable: nothing was done, try again
     */
    public void order(Desired desired) throws IOException {
        String digest = HexFormat.of().formatHex(Digests.of(desired));
        switch (OrderPlanner.plan(record, desired, digest)) {
            case Verdict.Refuse refuse -> refuse(desired, refuse);
            case Verdict.Accept accept -> {
                save(accept.next());
                converge();
            }
        }
    }

    /**
     * Obeys another cluster from now on, if an operator of this node has asked for it.
     *
     * @return whether another one than before
     * @throws IOException if the record could not be made durable: the old cluster is obeyed still
     */
    public boolean readopt() throws IOException {
        Optional<ClusterId> asked = request.asked();
        boolean other = asked.isPresent() && !asked.equals(record.cluster());
        if (other) {
            LOG.atWarn()
                    .addKeyValue("node", record.node())
                    .log("An operator wants this node to obey cluster {}, not {}", asked.get(), record.cluster());
            save(record.readopted(asked.get()));
            publish();
        }
        if (asked.isPresent()) {
            request.done();
        }
        return other;
    }

    private void refuse(Desired desired, Verdict.Refuse refuse) {
        LOG.atWarn()
                .addKeyValue("node", record.node())
                .addKeyValue("reason", refuse.reason())
                .log("Refused an order: {}", refuse.detail());
        publish(Optional.of(new Applied.Refusal(refuse.reason(), desired.stamp(), refuse.detail())));
    }

    /**
     * Goes on with whatever is unfinished, and reports.
     *
     * @throws IOException if the record could not be made durable: what was done so far can be done again
     */
    public void converge() throws IOException {
        unfinished = false;
        details.clear();
        if (!record.scrubbed()) {
            scrub();
        }
        imex();
        release();
        apply();
        recover();
        publish();
        markLater();
    }

    /**
     * That a grant is in place is no news to a resumed agent, which puts it in place again: the mark may wait for the
     * next turn and stay out of the way of this one's report.
     */
    private void markLater() throws IOException {
        if (marksDue) {
            save(record);
        }
        marksDue = !record.equals(saved);
    }

    private void save(AgentRecord next) throws IOException {
        if (!next.equals(saved)) {
            store.save(next);
            saved = next;
        }
        record = next;
    }

    /** What lies on the node goes into the record before it is taken away: its holders outlive the files. */
    private void scrub() throws IOException {
        List<HeldEntry> held = new ArrayList<>(record.held());
        for (HeldEntry found : effects.find()) {
            if (held.stream().noneMatch(entry -> entry.covers(found))) {
                held.add(found.in(Phase.RELEASING));
            }
        }
        save(record.withHeld(held));
        effects.wipe();
        save(record.withScrubbed());
    }

    private void imex() {
        List<ImexNode> wanted = record.desired().map(Desired::imexNodes).orElse(List.of());
        if (record.desired().isEmpty() || wanted.equals(imexNodes)) {
            return;
        }
        try {
            effects.platform().imexNodes(wanted);
            imexNodes = wanted;
        } catch (IOException e) {
            unfinished = true;
            LOG.atWarn()
                    .addKeyValue("node", record.node())
                    .log("The IMEX node list was not taken on: {}", e.toString());
        }
    }

    /** A grant is gone from the report only when it is gone from the durable record. */
    private void release() throws IOException {
        List<HeldEntry> left = new ArrayList<>();
        for (HeldEntry entry : record.held()) {
            if (entry.phase() != Phase.RELEASING || !isGone(entry)) {
                left.add(entry);
            }
        }
        if (left.size() < record.held().size()) {
            save(record.withHeld(left));
        }
    }

    private boolean isGone(HeldEntry entry) {
        Optional<String> waitsFor = effects.takeAway(entry.grant());
        waitsFor.ifPresent(what -> unfinished(entry, what));
        return waitsFor.isEmpty();
    }

    private void apply() {
        Optional<NodeReport> report = observed.get();
        if (report.isEmpty()) {
            record.held().stream()
                    .filter(entry -> entry.phase() == Phase.APPLYING)
                    .forEach(entry -> unfinished(entry, "waits for a look at the hardware"));
            unfinished |= !remade;
            return;
        }
        remake();
        place(report);
    }

    /** What a former process put in place is put in place again, once: the files may have gone since. */
    private void remake() {
        if (!remade) {
            record = record.withHeld(record.held().stream()
                    .map(entry -> entry.phase() == Phase.APPLIED ? entry.in(Phase.APPLYING) : entry)
                    .toList());
            remade = true;
        }
    }

    private void place(Optional<NodeReport> report) {
        Placement placement = Placement.of(record.held(), grant -> effects.place(grant, report));
        placement.obstacles().forEach(this::unfinished);
        record = record.withHeld(placement.held());
    }

    private void unfinished(HeldEntry entry, String why) {
        details.put(entry.key(), why);
        unfinished = true;
    }

    /** After a scrub, and with no process on a GPU that nobody was given, the record is as good as new. */
    private void recover() {
        boolean scrubDone = record.desired().filter(Desired::scrub).isPresent() && record.scrubbed();
        if (record.state() == RecordState.INTACT || !scrubDone) {
            return;
        }
        unfinished = true;
        Optional<NodeReport> report = observed.get();
        try {
            if (report.isPresent() && effects.idleBeside(record.held(), report.get())) {
                save(record.withState(RecordState.INTACT));
                unfinished = !details.isEmpty();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("node", record.node()).log("The scrub cannot be confirmed: {}", e.toString());
        }
    }

    private void publish() {
        publish(Optional.empty());
    }

    private void publish(Optional<Applied.Refusal> refusal) {
        List<HeldGrant> held = HeldView.of(record.held(), details);
        Applied applied = new Applied(record.stamp(), record.boot(), instance, record.state(), held, refusal);
        listener.accept(new AppliedState(applied, record.digest(), record.cluster(), unfinished()));
    }

    /** Whether {@link #converge} has something left to do. */
    public boolean unfinished() {
        return unfinished || !record.equals(saved);
    }

    /** Gives the record back; no other call may follow. */
    @Override
    public void close() {
        claim.close();
    }

    /**
     * What an applier works with.
     *
     * @param storage its files
     * @param paths where they lie
     * @param platform its node
     * @param instance the agent process
     * @param observed the last report of the hardware, for the minors of GPUs
     * @param listener hears every new state; must return soon
     */
    public record Ports(
            Storage storage,
            NodePaths paths,
            NodePlatform platform,
            AgentInstance instance,
            Supplier<Optional<NodeReport>> observed,
            Consumer<AppliedState> listener) {}
}
