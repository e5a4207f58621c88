package dev.heddle.sim.virtual;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** One direction of a connection: everything arrives once and in order, or waits while it cannot. */
final class Pipe {

    private final VirtualNetwork network;
    private final Host from;
    private final Host to;
    private final BooleanSupplier receiverStopped;
    private final Deque<Parcel> queue = new ArrayDeque<>();
    private long lastDue;
    private boolean held;
    private boolean isStuck;

    Pipe(VirtualNetwork network, Host from, Host to, BooleanSupplier receiverStopped) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.receiverStopped = receiverStopped;
    }

    /** Sends something off; {@code arrival} happens when it is there. */
    void send(String what, Runnable arrival) {
        VirtualTime time = network.time();
        lastDue = Math.max(lastDue, time.nanos() + network.delay());
        queue.add(new Parcel(lastDue, arrival));
        time.at(lastDue, what, this::deliver);
    }

    /** One delivery, if something is due. Every parcel has an event at its time or later. */
    private void deliver() {
        Parcel first = queue.peek();
        if (first == null || first.due > network.time().nanos()) {
            return;
        }
        if (blocked()) {
            if (!isStuck) {
                isStuck = true;
                network.links().stuck(this);
            }
            return;
        }
        queue.remove();
        first.arrival.run();
    }

    boolean blocked() {
        return held || receiverStopped.getAsBoolean() || network.links().isBlocked(from, to);
    }

    /** Holds back everything, as a network does that has lost the way of one connection alone. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        network.links().unstick();
    }

    /**
     * Goes on with what waits, if it can.
     *
     * @return whether it can
     */
    boolean unstick() {
        if (blocked()) {
            return false;
        }
        isStuck = false;
        VirtualTime time = network.time();
        long again = time.nanos() + network.retransmission();
        for (Parcel parcel : queue) {
            parcel.due = Math.max(parcel.due, again);
            time.at(parcel.due, "retransmission", this::deliver);
        }
        lastDue = Math.max(lastDue, again);
        return true;
    }

    private static final class Parcel {
        private long due;
        private final Runnable arrival;

        private Parcel(long due, Runnable arrival) {
            this.due = due;
            this.arrival = arrival;
        }
    }
}
