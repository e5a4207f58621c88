package dev.heddle.agent.app;

/** The agent cannot run as it is configured; the message is one sentence that names the property and what to do. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong and what to do */
    public ConfigurationException(String sentence) {
        super(sentence);
    }
}
