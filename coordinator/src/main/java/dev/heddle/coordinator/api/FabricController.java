package dev.heddle.coordinator.api;

import dev.heddle.contract.model.NodeName;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.CliqueDto;
import dev.heddle.coordinator.api.dto.EventDto;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.api.dto.GpuDto;
import dev.heddle.coordinator.api.dto.LinkDto;
import dev.heddle.coordinator.api.dto.MemberDto;
import dev.heddle.coordinator.api.dto.NodeDetailDto;
import dev.heddle.coordinator.api.dto.NodeDto;
import dev.heddle.coordinator.api.dto.NvlinkDomainDto;
import dev.heddle.coordinator.api.dto.Page;
import dev.heddle.coordinator.api.dto.RackDetailDto;
import dev.heddle.coordinator.api.dto.RackDto;
import dev.heddle.coordinator.api.view.CliqueViews;
import dev.heddle.coordinator.api.view.DomainViews;
import dev.heddle.coordinator.api.view.EventViews;
import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.api.view.GpuViews;
import dev.heddle.coordinator.api.view.LinkViews;
import dev.heddle.coordinator.api.view.NodeEntry;
import dev.heddle.coordinator.api.view.NodeViews;
import dev.heddle.coordinator.api.view.RackViews;
import dev.heddle.coordinator.api.view.Words;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Members;
import dev.heddle.coordinator.health.Health;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads of the fabric. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
@Tag(name = "fabric")
class FabricController {

    private final Pages pages;
    private final ControlPlane control;
    private final ObjectProvider<Members> members;
    private final Members self;

    FabricController(
            Pages pages,
            ControlPlane control,
            ObjectProvider<Members> members,
            Engine engine,
            Environment environment) {
        this.pages = pages;
        this.control = control;
        this.members = members;
        this.self = new SelfAsMembers(engine, environment);
    }

    @Operation(summary = "The whole fabric in numbers")
    @GetMapping("/fabric")
    FabricDto fabric(Reading reading) {
        return FabricViews.fabric(reading.index(), control.now());
    }

    @Operation(summary = "Racks")
    @GetMapping("/racks")
    Page<RackDto> racks(Reading reading) {
        return pages.page(reading, window -> reading.index().racks().forEach(rack -> window.offer(rack::dto)));
    }

    @Operation(summary = "A rack with its trays, GPUs, links and switches")
    @GetMapping("/racks/{rack}")
    RackDetailDto rack(@PathVariable String rack, Reading reading) {
        return reading.index()
                .rack(rack)
                .map(RackViews::detail)
                .orElseThrow(() -> Problem.notFound("rack", rack).thrown());
    }

    @Operation(summary = "Nodes")
    @GetMapping("/nodes")
    Page<NodeDto> nodes(@RequestParam @Nullable String rack, @RequestParam @Nullable String state, Reading reading) {
        NodeViews.Filter filter = new NodeViews.Filter(
                Optional.ofNullable(rack), Filters.word("state", NodeViews.Condition.class, state));
        return pages.page(reading, window -> NodeViews.list(reading.index(), filter, window));
    }

    @Operation(summary = "A node with its GPUs and IMEX peers")
    @GetMapping("/nodes/{node}")
    NodeDetailDto node(@PathVariable String node, Reading reading) {
        NodeEntry entry = Filters.nodeName(node)
                .flatMap(name -> reading.index().node(name))
                .orElseThrow(() -> Problem.notFound("node", node).thrown());
        return NodeViews.detail(reading.index().image(), entry);
    }

    @Operation(summary = "GPUs")
    @GetMapping("/gpus")
    Page<GpuDto> gpus(
            @RequestParam @Nullable String rack,
            @RequestParam @Nullable String node,
            @RequestParam @Nullable String health,
            Reading reading) {
        GpuViews.Filter filter = new GpuViews.Filter(
                Optional.ofNullable(rack), Optional.ofNullable(node), Filters.word("health", Health.class, health));
        return pages.page(reading, window -> GpuViews.list(reading.index(), filter, window));
    }

    @Operation(summary = "NVLinks")
    @GetMapping("/links")
    Page<LinkDto> links(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String rack,
            @RequestParam @Nullable String node,
            Reading reading) {
        LinkViews.Filter filter = new LinkViews.Filter(
                Optional.ofNullable(rack),
                Optional.ofNullable(node),
                Filters.word("state", LinkViews.Kind.class, state));
        return pages.page(reading, window -> LinkViews.list(reading.index(), filter, window));
    }

    @Operation(summary = "NVLink domains with their ledger units")
    @GetMapping("/nvlink-domains")
    Page<NvlinkDomainDto> domains(Reading reading) {
        return pages.page(reading, window -> DomainViews.list(reading.index(), window));
    }

    @Operation(summary = "Cliques and what they can still give")
    @GetMapping("/cliques")
    Page<CliqueDto> cliques(Reading reading) {
        return pages.page(reading, window -> CliqueViews.list(reading.index(), window));
    }

    @Operation(summary = "Events, oldest first; the newest ones unless a version is named")
    @GetMapping("/events")
    Page<EventDto> events(@RequestParam @Nullable String since, Reading reading) {
        if (since != null) {
            ImageVersion version = ReadInterceptor.version("since", since);
            return pages.page(
                    reading, window -> EventViews.since(reading.index().image(), version, window));
        }
        List<EventDto> newest = EventViews.newest(reading.index().image(), ImageVersion.NONE, reading.limit());
        return new Page<>(newest, reading.index().image().version().toString(), null, newest.size());
    }

    @Operation(summary = "Replicas of the control plane")
    @GetMapping("/members")
    Page<MemberDto> members(Reading reading) {
        return pages.page(
                reading,
                window -> members.getIfAvailable(() -> self)
                        .replicas()
                        .forEach(replica -> window.offer(() -> member(replica))));
    }

    private static MemberDto member(Members.Replica replica) {
        return new MemberDto(
                replica.name(),
                replica.leading() ? "leader" : "standby",
                replica.restAddress().orElse(null),
                replica.grpcAddress().orElse(null),
                replica.epoch(),
                replica.imageVersion().toString(),
                replica.agentSessions(),
                replica.stalenessMillis(),
                replica.up());
    }

    /** Reads what clients filter by. */
    static final class Filters {

        private Filters() {}

        static Optional<NodeName> nodeName(String text) {
            try {
                return Optional.of(new NodeName(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        static <E extends Enum<E>> Optional<E> word(String parameter, Class<E> type, @Nullable String text) {
            if (text == null) {
                return Optional.empty();
            }
            Optional<E> word = Words.parse(type, text);
            if (word.isEmpty()) {
                throw Problem.field(
                                "InvalidParameter",
                                parameter,
                                "is not known",
                                "write one of " + String.join(", ", Words.all(type)))
                        .thrown();
            }
            return word;
        }
    }
}
