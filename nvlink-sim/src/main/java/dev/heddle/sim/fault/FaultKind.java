package dev.heddle.sim.fault;

import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of fault, as a user calls them. */
public enum FaultKind {
    /** A GPU falls off the bus. */
    GPU_LOST("gpu-lost", "rack-01/tray-02/gpu-1"),
    /** An NVLink goes down and stays down. */
    LINK_DOWN("link-down", "rack-01/tray-02/gpu-1/link-5"),
    /** An NVLink goes down and up, again and again. */
    LINK_FLAP("link-flap", "rack-01/tray-02/gpu-1/link-5"),
    /** An NVLink stays up, slow and with errors. */
    LINK_DEGRADED("link-degraded", "rack-01/tray-02/gpu-1/link-5"),
    /** A compute tray loses its power. */
    PULL_TRAY("pull-tray", "rack-03/tray-07"),
    /** One switch ASIC fails: one link of every GPU of the rack. */
    SWITCH_ASIC_LOST("switch-asic-lost", "rack-03/switch-4/asic-1"),
    /** A switch tray fails with all its ASICs. */
    SWITCH_TRAY_LOST("switch-tray-lost", "rack-03/switch-4"),
    /** Some trays of a rack, by default its second half, become a partition of their own. */
    CLIQUE_SPLIT("clique-split", "rack-03 or rack-03/tray-09..17"),
    /** A whole rack becomes another partition. */
    RE_PARTITION("re-partition", "rack-03"),
    /** The IMEX daemon of a node dies. */
    IMEX_KILL("imex-kill", "rack-03/tray-07"),
    /** The node agent of a node stops. */
    AGENT_STOP("agent-stop", "rack-03/tray-07"),
    /** The driver of a node answers slowly. */
    AGENT_SLOW("agent-slow", "rack-03/tray-07");

    /** What ends {@link #PULL_TRAY}, written where a kind of fault is. */
    public static final String RETURN_TRAY = "return-tray";

    private final String wireName;
    private final String example;

    FaultKind(String wireName, String example) {
        this.wireName = wireName;
        this.example = example;
    }

    /** As a user writes it. */
    public String wireName() {
        return wireName;
    }

    /** A target it may have. */
    public String example() {
        return example;
    }

    /** The kind of that name. */
    static Optional<FaultKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(name))
                .findFirst();
    }

    /** Every name, for people. */
    static String names() {
        return Arrays.stream(values()).map(FaultKind::wireName).collect(Collectors.joining(", ")) + ", " + RETURN_TRAY;
    }

    <T extends Target> T need(Class<T> type, Target target) throws TargetException {
        if (type.isInstance(target)) {
            return type.cast(target);
        }
        throw new TargetException(wireName + " needs a target such as " + example + ", not " + target.text());
    }
}
