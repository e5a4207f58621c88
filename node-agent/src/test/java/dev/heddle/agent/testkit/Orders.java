package dev.heddle.agent.testkit;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.ClusterId;
import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.Stamp;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Orders, as a coordinator would give them. */
public final class Orders {

    /** The node that they are for. */
    public static final NodeName NODE = new NodeName("rack-01-tray-02");

    /** Its boot. */
    public static final BootId BOOT = new BootId("boot-1");

    /** Who gives them. */
    public static final ClusterId CLUSTER = new ClusterId("cluster-a");

    private Orders() {}

    /** An order of {@link #CLUSTER} for {@link #BOOT} without node list. */
    public static Desired desired(long epoch, long generation, Grant... grants) {
        return new Desired(CLUSTER, new Stamp(epoch, generation), BOOT, List.of(grants), List.of(), false);
    }

    /** The same, after a scrub. */
    public static Desired scrub(long epoch, long generation, Grant... grants) {
        return new Desired(CLUSTER, new Stamp(epoch, generation), BOOT, List.of(grants), List.of(), true);
    }

    /** The same of another cluster. */
    public static Desired of(ClusterId cluster, Desired desired) {
        return new Desired(
                cluster, desired.stamp(), desired.boot(), desired.grants(), desired.imexNodes(), desired.scrub());
    }

    /** The same for another boot. */
    public static Desired forBoot(Desired desired, BootId boot) {
        return new Desired(
                desired.cluster(), desired.stamp(), boot, desired.grants(), desired.imexNodes(), desired.scrub());
    }

    /** A grant of these GPUs to the ComputeDomain of that name. */
    public static Grant grant(String name, int channel, int... gpus) {
        return new Grant(
                new ComputeDomainUid("uid-" + name),
                new ComputeDomainName(name),
                channel,
                new TreeSet<>(IntStream.of(gpus).mapToObj(Reports::uuid).toList()),
                List.of(NODE, new NodeName("rack-01-tray-03")));
    }
}
