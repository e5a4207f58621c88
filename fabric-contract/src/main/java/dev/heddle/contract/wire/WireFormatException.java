package dev.heddle.contract.wire;

/** A message that breaks the contract: a value out of range, a bad id, too many of something. */
public final class WireFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field path of the field as in agent.proto, such as {@code snapshot.gpus.uuid}
     * @param problem what is wrong with it; carries nothing of what the peer sent but numbers
     */
    public WireFormatException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** Path of the field that is wrong. */
    public String field() {
        return field;
    }
}
