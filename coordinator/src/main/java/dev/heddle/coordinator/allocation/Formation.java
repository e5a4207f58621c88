package dev.heddle.coordinator.allocation;

/**
 * How far a ComputeDomain's members are: what the guards of its lifecycle look at.
 *
 * @param members members granted in the ledger
 * @param applied members whose agent confirms the grant, connected and healthy
 * @param meshed whether every pair of members is connected over IMEX both ways, or no member has a multi-node fabric
 * @param reason why it is not complete, CamelCase; empty when complete
 * @param message the same, one sentence for people
 */
public record Formation(int members, int applied, boolean meshed, String reason, String message) {

    /** Nothing is granted. */
    public static final Formation NONE = new Formation(0, 0, false, "", "");

    /** Every member holds its grant and reaches every other. */
    public boolean complete() {
        return members > 0 && applied == members && meshed;
    }

    /** The opposite of {@link #complete()}. */
    public boolean incomplete() {
        return !complete();
    }
}
