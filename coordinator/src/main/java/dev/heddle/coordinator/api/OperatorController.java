package dev.heddle.coordinator.api;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.api.dto.FenceRequestDto;
import dev.heddle.coordinator.api.dto.NodesChangedDto;
import dev.heddle.coordinator.api.view.NodeEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators do to nodes and racks. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
@Tag(name = "operations")
class OperatorController {

    private final Replies replies;

    OperatorController(Replies replies) {
        this.replies = replies;
    }

    @Operation(summary = "Lets nothing new onto a node")
    @PostMapping("/nodes/{node}:cordon")
    NodesChangedDto cordonNode(@PathVariable String node, Reading reading) {
        return cordon(List.of(known(node, reading).name()), true);
    }

    @Operation(summary = "Opens a node again")
    @PostMapping("/nodes/{node}:uncordon")
    NodesChangedDto uncordonNode(@PathVariable String node, Reading reading) {
        return cordon(List.of(known(node, reading).name()), false);
    }

    @Operation(summary = "Lets nothing new onto a rack")
    @PostMapping("/racks/{rack}:cordon")
    NodesChangedDto cordonRack(@PathVariable String rack, Reading reading) {
        return cordon(adopted(rack, reading), true);
    }

    @Operation(summary = "Opens a rack again")
    @PostMapping("/racks/{rack}:uncordon")
    NodesChangedDto uncordonRack(@PathVariable String rack, Reading reading) {
        return cordon(adopted(rack, reading), false);
    }

    @Operation(summary = "Declares a node powered off: what it has to give back counts as given back")
    @PostMapping(path = "/nodes/{node}:fence", consumes = "application/json")
    NodesChangedDto fence(@PathVariable String node, @RequestBody FenceRequestDto body, Reading reading) {
        if (body.poweredOff() == null || !body.poweredOff()) {
            throw Problem.field(
                            "InvalidField",
                            "poweredOff",
                            "must be true",
                            "send {\"poweredOff\": true} once you know that the node is powered off")
                    .thrown();
        }
        NodeName name = known(node, reading).name();
        replies.ask(new Command.Fence(name));
        return done(name);
    }

    @Operation(summary = "Removes a silent node for good")
    @PostMapping("/nodes/{node}:forget")
    NodesChangedDto forget(@PathVariable String node, Reading reading) {
        NodeName name = known(node, reading).name();
        replies.ask(new Command.Forget(name));
        return done(name);
    }

    private NodesChangedDto cordon(List<NodeName> nodes, boolean on) {
        Reply reply = replies.ask(new Command.Cordon(nodes, on));
        if (!(reply instanceof Reply.Cordoned cordoned)) {
            throw new IllegalStateException("Not an answer to a cordon: " + reply);
        }
        return new NodesChangedDto(
                cordoned.changed().stream().map(NodeName::value).toList(),
                cordoned.blocking().stream().map(ComputeDomainName::value).toList());
    }

    private static NodesChangedDto done(NodeName name) {
        return new NodesChangedDto(List.of(name.value()), List.of());
    }

    private static NodeEntry known(String node, Reading reading) {
        @Nullable
        NodeEntry entry = FabricController.Filters.nodeName(node)
                .flatMap(name -> reading.index().node(name))
                .orElse(null);
        if (entry == null) {
            throw Problem.notFound("node", node).thrown();
        }
        return entry;
    }

    private static List<NodeName> adopted(String rack, Reading reading) {
        return reading
                .index()
                .rack(rack)
                .orElseThrow(() -> Problem.notFound("rack", rack).thrown())
                .nodes()
                .stream()
                .filter(node -> node.adopted().isPresent())
                .map(NodeEntry::name)
                .toList();
    }
}
