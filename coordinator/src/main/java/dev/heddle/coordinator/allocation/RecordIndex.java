package dev.heddle.coordinator.allocation;

import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.ImexNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What follows from a unit's record alone, worked out when first asked for and kept for as long as the record stands. */
final class RecordIndex {

    private static final int UNKNOWN = -1;

    private final UnitRecord unit;

    // Worked out on demand; a race works it out twice to the same end.
    private volatile @Nullable Map<GpuUuid, UnitGrant> holders;
    private volatile Map<OptionalLong, List<ImexNode>> imexNodes = Map.of();

    private volatile int mostGpus = UNKNOWN;

    RecordIndex(UnitRecord unit) {
        this.unit = unit;
    }

    /** The grant that holds a GPU. */
    Optional<UnitGrant> holder(GpuUuid gpu) {
        Map<GpuUuid, UnitGrant> known = holders;
        if (known == null) {
            known = new HashMap<>();
            for (UnitGrant grant : unit.grants().values()) {
                for (UnitGrant.Member member : grant.members().values()) {
                    for (GpuUuid held : member.gpus()) {
                        known.put(held, grant);
                    }
                }
            }
            holders = known;
        }
        return Optional.ofNullable(known.get(gpu));
    }

    /** GPUs of its largest node. */
    int mostGpus() {
        int known = mostGpus;
        if (known == UNKNOWN) {
            for (UnitNode node : unit.nodes().values()) {
                known = Math.max(known, node.gpus().size());
            }
            mostGpus = Math.max(known, 0);
        }
        return mostGpus;
    }

    /** The node list of a node's IMEX domain, which all nodes of its clique share. */
    List<ImexNode> imexNodes(UnitNode of) {
        if (of.place().imexClique().isEmpty() || of.place().tray().isEmpty()) {
            return List.of();
        }
        OptionalLong clique = of.place().imexClique();
        List<ImexNode> known = imexNodes.get(clique);
        if (known == null) {
            known = DesiredState.imexNodes(unit, of);
            Map<OptionalLong, List<ImexNode>> more = new HashMap<>(imexNodes);
            more.put(clique, known);
            imexNodes = more;
        }
        return known;
    }
}
