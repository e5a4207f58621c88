package dev.heddle.coordinator.agents;

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
        Balance.Sight sight = new Balance.Sight(engine.replica(), sessions.size(), engine.replicas());
        balance.look(sight, sessions.nanoTime()).ifPresent(this::send);
    }

    private void send(Balance.Move move) {
        String address = move.to().grpcAddress().orElseThrow();
        // The last to come first: they have come from the replica that is back now, as likely as not.
        int sent = 0;
        for (AgentSession session : sessions.newestFirst()) {
            if (sent == move.agents()) {
                break;
            }
            if (session.settled()
                    && session.sendTo(address, "Replica " + move.to().name() + " has fewer agents.")) {
                sent++;
            }
        }
        balance.moved(move, sent);
        sessions.log()
                .atInfo()
                .addKeyValue("replica", move.to().name())
                .addKeyValue("agents", sent)
                .log("Agents are sent on to a replica that has fewer");
    }
}
