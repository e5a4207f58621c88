package dev.heddle.coordinator;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.health.NodeView;
import dev.heddle.coordinator.topology.NodeObservation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, on a replica that led, until another has taken over. */
final class HandOver implements AutoCloseable {

    /** How long a replica that stops waits for another, which may be as good as dead. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Runnable subscription;

    /**
     * Looks from now on.
     *
     * @param engine the engine of this replica, which leads
     */
    HandOver(Engine engine) {
        Image led = engine.image();
        this.subscription = engine.subscribe(change -> {
            if (isTakenOver(led, change.after())) {
                done.countDown();
            }
        });
    }

    /**
     * Whether a later leader is obeyed by every node that was connected.
     *
     * @param led what the former leader showed last
     * @param now what is shown now
     */
    static boolean isTakenOver(Image led, Image now) {
        if (now.version().epoch() <= led.version().epoch()) {
            return false;
        }
        for (UnitState unit : led.units().values()) {
            for (NodeView view : unit.views().values()) {
                if (view.observation().connected() && !obeys(now, view.node())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean obeys(Image now, NodeName node) {
        Optional<NodeObservation> heard = now.view(node).map(NodeView::observation);
        long epoch = now.version().epoch();
        return heard.flatMap(NodeObservation::applied)
                .filter(word -> word.stamp().epoch() >= epoch)
                .isPresent();
    }

    void await() {
        try {
            var unused = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        subscription.run();
    }
}
