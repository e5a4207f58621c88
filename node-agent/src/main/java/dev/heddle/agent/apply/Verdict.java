package dev.heddle.agent.apply;

import dev.heddle.contract.model.RefusalReason;

/** What the planner makes of an order. */
public sealed interface Verdict {

    /**
     * To be followed.
     *
     * @param next the record that must be durable before anything is done
     */
    record Accept(AgentRecord next) implements Verdict {}

    /**
     * Not to be followed.
     *
     * @param reason why
     * @param detail for people
     */
    record Refuse(RefusalReason reason, String detail) implements Verdict {}
}
