package dev.heddle.agent.work;

/** The agent was killed while it worked; whatever it was doing ends here, as at a kill -9. */
public final class AgentKilledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is no mistake. */
    public AgentKilledException() {
        super("the agent was killed", null, false, false);
    }
}
