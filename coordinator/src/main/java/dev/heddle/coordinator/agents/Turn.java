package dev.heddle.coordinator.agents;

/** What one message of an agent leads to. */
sealed interface Turn {

    /**
     * The agent said something new.
     *
     * @param next the conversation after it
     */
    record Heard(Conversation next) implements Turn {}

    /**
     * The agent is alive, nothing more.
     *
     * @param next the conversation after it
     */
    record Quiet(Conversation next) implements Turn {}

    /**
     * Something was lost: the agent must send a snapshot.
     *
     * @param next the conversation after it
     * @param reason what was lost, for people
     */
    record Gap(Conversation next, String reason) implements Turn {}

    /**
     * The stream must end.
     *
     * @param closure why
     */
    record Broken(Closure closure) implements Turn {}
}
