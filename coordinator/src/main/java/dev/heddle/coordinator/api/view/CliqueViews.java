package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.api.dto.CliqueDto;
import dev.heddle.coordinator.api.dto.ClosedDto;
import dev.heddle.coordinator.placement.CliqueRoom;
import dev.heddle.coordinator.placement.NodeRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Cliques and what they can still give. */
public final class CliqueViews {

    private CliqueViews() {}

    /** Cliques by unit. */
    public static void list(FabricIndex index, Window<CliqueDto> window) {
        for (CliqueRoom room : index.image().rooms()) {
            window.offer(() -> clique(index, room));
        }
    }

    private static CliqueDto clique(FabricIndex index, CliqueRoom room) {
        List<CliqueDto.Member> members = new ArrayList<>();
        int open = 0;
        int gpus = 0;
        int grantable = 0;
        for (NodeRoom node : room.nodes()) {
            members.add(member(index, node));
            open += node.closed().isEmpty() ? 1 : 0;
            gpus += node.gpus();
            grantable += node.grantable();
        }
        return new CliqueDto(
                room.key().label(),
                room.key().unit().value(),
                room.rack(),
                members.size(),
                open,
                gpus,
                room.barred().isPresent() ? 0 : grantable,
                room.freeChannels() == Integer.MAX_VALUE ? null : room.freeChannels(),
                room.barred()
                        .map(barred -> new CliqueDto.Barred(Words.camel(barred.code()), barred.message()))
                        .orElse(null),
                members);
    }

    private static CliqueDto.Member member(FabricIndex index, NodeRoom node) {
        OptionalInt tray =
                index.node(node.node()).map(entry -> entry.location().tray()).orElse(OptionalInt.empty());
        return new CliqueDto.Member(
                node.node().value(),
                Words.orNull(tray),
                node.grantable(),
                node.gpus(),
                node.closed()
                        .map(closed -> new ClosedDto(
                                Words.camel(closed.cause()), closed.verdict().message()))
                        .orElse(null));
    }
}
