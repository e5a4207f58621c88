package dev.heddle.agent.observe;

import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.Link;
import dev.heddle.contract.model.NodeReport;
import dev.heddle.contract.model.ReportDelta;
import dev.heddle.contract.model.ReportDelta.LinkChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The least that turns one report into the next. Pure. */
public final class ReportDiff {

    private ReportDiff() {}

    /** What changed from {@code before} to {@code after}. */
    public static ReportDelta between(NodeReport before, NodeReport after) {
        Map<GpuUuid, Gpu> left = new HashMap<>();
        before.gpus().forEach(gpu -> left.put(gpu.uuid(), gpu));
        List<Gpu> gpus = new ArrayList<>();
        List<LinkChange> links = new ArrayList<>();
        for (Gpu gpu : after.gpus()) {
            Gpu old = left.remove(gpu.uuid());
            if (old == null || !sameButLinks(old, gpu)) {
                gpus.add(gpu);
            } else {
                addLinks(old, gpu, links);
            }
        }
        return new ReportDelta(
                gpus,
                left.keySet().stream().sorted().toList(),
                links,
                changed(before.imex(), after.imex()),
                changed(before.node(), after.node()));
    }

    /** Whether single links can tell the difference: everything else is equal, and they are the same links. */
    private static boolean sameButLinks(Gpu before, Gpu after) {
        return before.links().size() == after.links().size()
                && before.withLinks(after.links()).equals(after)
                && sameIndices(before.links(), after.links());
    }

    private static boolean sameIndices(List<Link> before, List<Link> after) {
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).index() != after.get(i).index()) {
                return false;
            }
        }
        return true;
    }

    private static void addLinks(Gpu before, Gpu after, List<LinkChange> changes) {
        for (int i = 0; i < after.links().size(); i++) {
            Link link = after.links().get(i);
            if (!link.equals(before.links().get(i))) {
                changes.add(new LinkChange(after.uuid(), link));
            }
        }
    }

    private static <T> Optional<T> changed(T before, T after) {
        return before.equals(after) ? Optional.empty() : Optional.of(after);
    }
}
