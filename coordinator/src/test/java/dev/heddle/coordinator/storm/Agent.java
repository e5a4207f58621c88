package dev.heddle.coordinator.storm;

import dev.heddle.contract.model.Applied;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.proto.v1.AgentMessage;
import dev.heddle.contract.proto.v1.CoordinatorMessage;
import dev.heddle.contract.proto.v1.Heartbeat;
import dev.heddle.contract.wire.Digests;
import dev.heddle.contract.wire.FromWire;
import dev.heddle.contract.wire.ToWire;
import dev.heddle.contract.wire.WireFormatException;
import dev.heddle.coordinator.FakeNode;
import dev.heddle.coordinator.topology.NodeObservation;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A light agent: says hello, its snapshot and what it holds as recorded bytes, obeys what it is told, comes back when it
 * is told to come back. All calls come from the event loop's one thread.
 */
final class Agent {

    private static final long HEARTBEAT_MILLIS = 5_000;

    private final FakeNode node;
    private final List<FakeNode> rack;
    private final Fleet fleet;
    private byte[] hello = new byte[0];
    private byte[] words = new byte[0];
    private byte[] heartbeat = new byte[0];
    private @Nullable Channel channel;
    private boolean accepted;
    private boolean told;
    private boolean reads = true;
    private boolean stale;

    Agent(FakeNode node, List<FakeNode> rack, Fleet fleet) {
        this.node = node;
        this.rack = rack;
        this.fleet = fleet;
        record();
    }

    /** What it will say, as bytes. */
    private void record() {
        NodeObservation truth = node.observation(rack);
        hello = framed(AgentMessage.newBuilder().setHello(ToWire.hello(truth.hello())));
        byte[] snapshot = framed(AgentMessage.newBuilder()
                .setSnapshot(ToWire.snapshot(1, truth.report().orElseThrow())));
        byte[] applied = applied();
        words = new byte[snapshot.length + applied.length];
        System.arraycopy(snapshot, 0, words, 0, snapshot.length);
        System.arraycopy(applied, 0, words, snapshot.length, applied.length);
        heartbeat = framed(
                AgentMessage.newBuilder().setHeartbeat(Heartbeat.newBuilder().setSeq(1)));
    }

    private void refresh() {
        if (stale) {
            record();
            stale = false;
        }
    }

    private byte[] applied() {
        return framed(AgentMessage.newBuilder().setApplied(ToWire.applied(node.applied(), new byte[Digests.BYTES])));
    }

    private static byte[] framed(AgentMessage.Builder message) {
        return Frames.message(message.build().toByteArray());
    }

    /** Whether it has been accepted and told what to hold since it was last begun. */
    boolean reconciled() {
        return accepted && told;
    }

    /** Begins anew: nothing is known of the coordinator. */
    void begin() {
        refresh();
        accepted = false;
        told = false;
    }

    /** Reads nothing any more, or goes on. */
    void read(boolean on) {
        reads = on;
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(on);
        }
    }

    void drop() {
        Channel open = channel;
        channel = null;
        if (open != null) {
            open.config().setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
            open.close();
        }
    }

    void opened(Channel opened) {
        refresh();
        channel = opened;
        opened.write(Unpooled.wrappedBuffer(hello));
    }

    void closed(Channel closed) {
        if (channel == closed) {
            channel = null;
            fleet.lost(this);
        }
    }

    void heard(Channel from, CoordinatorMessage message) {
        switch (message.getBodyCase()) {
            case ACCEPTED -> {
                accepted = true;
                from.writeAndFlush(Unpooled.wrappedBuffer(words));
                beat(from);
            }
            case DESIRED -> desired(from, message);
            case PACE -> {
                channel = null;
                from.close();
                long low = message.getPace().getMinDelayMs();
                long high = message.getPace().getMaxDelayMs();
                fleet.later(this, ThreadLocalRandom.current().nextLong(low, Math.max(low + 1, high)));
            }
            case RESYNC -> from.writeAndFlush(Unpooled.wrappedBuffer(words));
            case REDIRECT, BODY_NOT_SET -> {}
        }
    }

    private void desired(Channel from, CoordinatorMessage message) {
        try {
            Desired desired = FromWire.desired(message.getDesired());
            Applied before = node.applied();
            boolean news =
                    desired.boot().equals(before.boot()) && desired.stamp().compareTo(before.stamp()) > 0;
            if (news) {
                node.obey(desired);
                from.writeAndFlush(Unpooled.wrappedBuffer(applied()));
                stale = true;
            }
            if (!told) {
                told = true;
                fleet.reconciled();
            }
            fleet.told(news);
        } catch (WireFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beat(Channel to) {
        long first = ThreadLocalRandom.current().nextLong(HEARTBEAT_MILLIS);
        to.eventLoop()
                .scheduleAtFixedRate(
                        () -> {
                            if (channel == to) {
                                to.writeAndFlush(Unpooled.wrappedBuffer(heartbeat));
                            } else {
                                throw new java.util.concurrent.CancellationException();
                            }
                        },
                        first,
                        HEARTBEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    boolean reads() {
        return reads;
    }
}
