package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replication without threads of its own. {@link #images} and {@link #relay} are each called by one thread, as often as
 * something is new and from time to time; what the grid and the engine tell comes from any.
 */
final class ReplicationTurns implements Grid.Listener {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** How long a new leader may keep its first pictures to itself, which only hold up the one that is whole. */
    private static final Duration TAKING_OVER = Duration.ofMillis(200);

    private final Replication.Parts parts;
    private final LongSupplier nanos;
    private final Wakeup changes;
    private final AtomicBoolean shaken = new AtomicBoolean();
    private final Trouble imagesTrouble;
    private final Trouble relayTrouble;
    private volatile @Nullable Grid grid;
    private volatile long leadingSince;
    private long lastHead;
    private long lastBoard;

    /**
     * @param parts what it works with
     * @param nanos monotonic clock
     * @param changes set off when {@link #images} should be called soon
     */
    ReplicationTurns(Replication.Parts parts, LongSupplier nanos, Wakeup changes) {
        this.parts = parts;
        this.nanos = nanos;
        this.changes = changes;
        this.lastHead = nanos.getAsLong();
        this.lastBoard = lastHead;
        this.imagesTrouble = new Trouble(nanos);
        this.relayTrouble = new Trouble(nanos);
    }

    /** There is a grid now, and it is listened to: whatever was told in a former one is told again. */
    void joined(Grid opened) {
        grid = opened;
        shaken();
    }

    /** The grid is given up; until another is joined, this replica is alone. */
    void left() {
        grid = null;
    }

    @Nullable
    Grid grid() {
        return grid;
    }

    /** The engine's image changed; on the engine's thread. */
    void changed(Engine.Change change) {
        if (parts.engine().status().leading()) {
            if (change.reloaded()) {
                leadingSince = nanos.getAsLong();
            }
            parts.publisher().changed(change);
            parts.relay().changed(change, change.nodes());
            if (change.reloaded()) {
                // A new leader knows nothing of any node before it has been told.
                parts.hearsay().news().set();
            }
            changes.set();
        }
    }

    /** Takes images to the grid, or from it. */
    void images() {
        Grid there = grid;
        if (there != null) {
            imagesTrouble.watch(() -> images(there));
        }
    }

    /** Whether {@link #images} has failed for too long; asked by its thread. */
    boolean imagesStuck() {
        return imagesTrouble.takeStuck();
    }

    private void images(Grid there) {
        if (shaken.getAndSet(false)) {
            parts.publisher().everything();
        }
        long now = nanos.getAsLong();
        if (parts.engine().status().leading()) {
            parts.follower().ignore();
            boolean takingOver = now - leadingSince < TAKING_OVER.toNanos()
                    && !parts.publisher().isWhole();
            if (parts.publisher().due() && !takingOver || now - lastHead > HEARTBEAT.toNanos()) {
                parts.publisher().turn(there);
                lastHead = now;
            }
        } else {
            parts.follower().turn(there);
            lastHead = now;
        }
        if (now - lastBoard > HEARTBEAT.toNanos()) {
            lastBoard = now;
            parts.board().turn(there);
        }
    }

    /** Takes agents' words to whoever leads. */
    void relay() {
        Engine.Status status = parts.engine().status();
        Leadership.View view = parts.leadership().view();
        String leader = status.leading()
                ? status.replica() + "@" + status.epoch()
                : view.leader().orElse("") + "@" + view.epoch();
        relayTrouble.watch(() -> parts.relay().turn(Optional.ofNullable(grid), leader));
    }

    /** Whether {@link #relay} has failed for too long; asked by its thread. */
    boolean relayStuck() {
        return relayTrouble.takeStuck();
    }

    @Override
    public void part(Item item, Cell cell) {
        if (!parts.engine().status().leading()) {
            parts.follower().part(item, cell);
        }
    }

    @Override
    public void head(Cell cell) {
        if (!parts.engine().status().leading()) {
            parts.follower().head(cell);
            changes.set();
        }
    }

    @Override
    public void said(Cell cell) {
        parts.relay().said(cell);
    }

    @Override
    public void wanted() {
        shaken.set(true);
        changes.set();
    }

    @Override
    public void shaken() {
        shaken.set(true);
        parts.hearsay().tellAgain();
        changes.set();
    }
}
