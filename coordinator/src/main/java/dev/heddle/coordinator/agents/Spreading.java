package dev.heddle.coordinator.agents;

import dev.heddle.contract.model.NodeName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends agents on to a replica that has fewer. Used by one thread. */
final class Spreading {

    private final Sessions sessions;
    private final Balance balance;

    Spreading(Sessions sessions) {
        this.sessions = sessions;
        this.balance = new Balance(sessions.nanoTime());
    }

    /** Looks once, and sends on whom it should. */
    void turn() {
        EngineView engine = sessions.engine();
        Balance.Sight sight = new Balance.Sight(engine.replica(), sessions.size(), engine.replicas(), sessions::isHere);
        balance.look(sight, sessions.nanoTime()).ifPresent(this::send);
    }

    private void send(Balance.Move move) {
        String address = move.to().grpcAddress().orElseThrow();
        // The last to come first: they have come from the replica that is back now, as likely as not.
        List<AgentSession> newestFirst = sessions.newestFirst();
        Set<NodeName> sent = new HashSet<>();
        for (AgentSession session : newestFirst) {
            if (sent.size() == move.agents()) {
                break;
            }
            Optional<NodeName> node = session.settled();
            if (node.isPresent()
                    && session.sendTo(address, "Replica " + move.to().name() + " has fewer agents.")) {
                sent.add(node.get());
            }
        }
        balance.moved(sent);
        sessions.log()
                .atInfo()
                .addKeyValue("replica", move.to().name())
                .addKeyValue("agents", sent.size())
                .log("Agents are sent on to a replica that has fewer");
    }
}
