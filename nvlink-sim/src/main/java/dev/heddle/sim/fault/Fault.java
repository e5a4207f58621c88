package dev.heddle.sim.fault;

import dev.heddle.sim.plant.Plant;
import dev.heddle.sim.plant.Target;
import dev.heddle.sim.plant.TargetException;

/** Something wrong with a part of the simulated hardware. It lasts until it is healed. */
public sealed interface Fault {

    /** Its kind. */
    FaultKind kind();

    /** What it is wrong with. */
    Target target();

    /**
     * Reads a fault as a user writes it.
     *
     * @param kind such as {@code pull-tray}
     * @param target such as {@code rack-03/tray-07}
     * @throws TargetException if there is no such kind or target; the message names the valid ones
     */
    static Fault parse(Plant plant, String kind, String target) throws TargetException {
        FaultKind found = FaultKind.named(kind)
                .orElseThrow(
                        () -> new TargetException("there is no fault '" + kind + "'; kinds are " + FaultKind.names()));
        return of(plant, found, plant.targets().parse(target));
    }

    private static Fault of(Plant plant, FaultKind kind, Target target) throws TargetException {
        return switch (kind) {
            case GPU_LOST -> new GpuLost(kind.need(Target.OfGpu.class, target));
            case LINK_DOWN -> new LinkDown(kind.need(Target.OfLink.class, target));
            case LINK_FLAP -> new LinkFlap(kind.need(Target.OfLink.class, target));
            case LINK_DEGRADED -> new LinkDegraded(kind.need(Target.OfLink.class, target));
            case PULL_TRAY -> new TrayPulled(kind.need(Target.OfTray.class, target));
            case SWITCH_ASIC_LOST -> new AsicLost(kind.need(Target.OfAsic.class, target));
            case SWITCH_TRAY_LOST -> new SwitchTrayLost(kind.need(Target.OfSwitch.class, target));
            case CLIQUE_SPLIT -> new CliqueSplit(kind.need(Target.OfTrays.class, half(plant, target)));
            case RE_PARTITION -> new Repartitioned(kind.need(Target.OfRack.class, target));
            case IMEX_KILL -> new ImexKilled(kind.need(Target.OfTray.class, target));
            case AGENT_STOP -> new AgentStopped(kind.need(Target.OfTray.class, target));
            case AGENT_SLOW -> new AgentSlow(kind.need(Target.OfTray.class, target));
        };
    }

    private static Target half(Plant plant, Target target) {
        int trays = plant.profile().computeTrays();
        return target instanceof Target.OfRack rack ? new Target.OfTrays(rack.rack(), trays / 2, trays - 1) : target;
    }

    /**
     * A GPU fell off the bus. Healing resets it: its fabric registers anew.
     *
     * @param target the GPU
     */
    record GpuLost(Target.OfGpu target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.GPU_LOST;
        }
    }

    /**
     * A link is down.
     *
     * @param target the link
     */
    record LinkDown(Target.OfLink target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.LINK_DOWN;
        }
    }

    /**
     * A link goes down and up.
     *
     * @param target the link
     */
    record LinkFlap(Target.OfLink target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.LINK_FLAP;
        }
    }

    /**
     * A link is slow and counts errors.
     *
     * @param target the link
     */
    record LinkDegraded(Target.OfLink target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.LINK_DEGRADED;
        }
    }

    /**
     * A tray without power. Healing boots it: new boot id, no processes, no device nodes, fabric training.
     *
     * @param target the tray
     */
    record TrayPulled(Target.OfTray target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.PULL_TRAY;
        }
    }

    /**
     * A dead switch ASIC.
     *
     * @param target the ASIC
     */
    record AsicLost(Target.OfAsic target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.SWITCH_ASIC_LOST;
        }
    }

    /**
     * A dead switch tray.
     *
     * @param target the switch tray
     */
    record SwitchTrayLost(Target.OfSwitch target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.SWITCH_TRAY_LOST;
        }
    }

    /**
     * Trays in a partition of their own, so with another clique id.
     *
     * @param target the trays
     */
    record CliqueSplit(Target.OfTrays target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.CLIQUE_SPLIT;
        }
    }

    /**
     * A rack in another partition, so with another clique id.
     *
     * @param target the rack
     */
    record Repartitioned(Target.OfRack target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.RE_PARTITION;
        }
    }

    /**
     * A dead IMEX daemon. Healing starts a new instance.
     *
     * @param target its tray
     */
    record ImexKilled(Target.OfTray target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.IMEX_KILL;
        }
    }

    /**
     * A stopped node agent; the node itself goes on.
     *
     * @param target its tray
     */
    record AgentStopped(Target.OfTray target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.AGENT_STOP;
        }
    }

    /**
     * A driver that takes long to answer.
     *
     * @param target its tray
     */
    record AgentSlow(Target.OfTray target) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.AGENT_SLOW;
        }
    }
}
