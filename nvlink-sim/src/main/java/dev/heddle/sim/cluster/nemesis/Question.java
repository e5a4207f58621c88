package dev.heddle.sim.cluster.nemesis;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.sim.cluster.Replica;
import dev.heddle.sim.virtual.VirtualProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One thing that a client wants to know, in as many attempts as it takes, each perhaps at another coordinator. */
final class Question {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Client client;
    private final Command command;
    private final BooleanSupplier wanted;
    private final Client.Hearing hearing;
    private final List<Attempt> open = new ArrayList<>();
    private @Nullable Attempt last;
    private boolean over;

    Question(Client client, Command command, BooleanSupplier wanted, Client.Hearing hearing) {
        this.client = client;
        this.command = command;
        this.wanted = wanted;
        this.hearing = hearing;
    }

    /** Whether it is answered, or nobody wants to know any more. */
    boolean over() {
        return over;
    }

    /** Whether a coordinator may still act on it: it was told so, has not answered, and has not died. */
    boolean pending() {
        open.removeIf(attempt -> !attempt.process.alive());
        return !open.isEmpty();
    }

    void attempt() {
        if (over) {
            return;
        }
        if (!wanted.getAsBoolean()) {
            over = true;
            return;
        }
        Optional<Replica> replica = client.coordinator();
        Optional<VirtualProcess> process = replica.flatMap(Replica::process);
        if (replica.isEmpty() || process.isEmpty()) {
            again();
            return;
        }
        attempt(replica.get(), new Attempt(process.get()));
    }

    private void attempt(Replica replica, Attempt attempt) {
        last = attempt;
        open.add(attempt);
        client.tally().asked();
        client.time().after(PATIENCE, "client waits no longer", () -> giveUp(attempt));
        replica.submit(command).whenComplete((reply, failure) -> {
            if (reply != null) {
                heard(attempt, reply);
            }
        });
    }

    /** In the very event of the answer: what it promises binds from now on. */
    private void heard(Attempt attempt, Reply reply) {
        open.remove(attempt);
        client.tally().heard(reply);
        if (hearing.heard(reply)) {
            over = true;
        } else if (attempt == last) {
            last = null;
            again();
        }
    }

    /** The coordinator may answer later, or act without answering. */
    private void giveUp(Attempt attempt) {
        if (attempt == last) {
            client.tally().unheard();
            last = null;
            attempt();
        }
    }

    private void again() {
        if (!over) {
            Duration pause = client.chance().between(SHORTEST_PAUSE, LONGEST_PAUSE);
            client.time().after(pause, "client asks again", this::attempt);
        }
    }

    /** Compared by identity. */
    private static final class Attempt {
        private final VirtualProcess process;

        private Attempt(VirtualProcess process) {
            this.process = process;
        }
    }
}
