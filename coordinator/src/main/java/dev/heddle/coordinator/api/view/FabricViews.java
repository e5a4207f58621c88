package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.engine.Engine;
import dev.heddle.coordinator.engine.port.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole fabric in numbers. */
public final class FabricViews {

    /** Units in safe mode that are named; the others are counted. */
    private static final int MAX_WAITING = 100;

    private FabricViews() {}

    /**
     * The control plane at the moment.
     *
     * @param status how the engine is doing
     * @param leadership who leads
     * @param warnings what an operator should know whatever the image
     */
    public record Control(Engine.Status status, Leadership.View leadership, List<String> warnings) {

        /** Copies the warnings. */
        public Control {
            warnings = List.copyOf(warnings);
        }
    }

    /** The fabric. */
    public static FabricDto fabric(FabricIndex index, Control control) {
        NodeGroup.Totals totals = index.sums();
        Map<String, Integer> phases = phases(index);
        return new FabricDto(
                index.image().cluster().value(),
                index.image().version().toString(),
                role(control.status()),
                control.status().replica(),
                leader(control),
                safeMode(index),
                index.racks().size(),
                totals.nodes(),
                totals.connected(),
                totals.gpus(),
                totals.grantable(),
                totals.granted(),
                Words.links(totals.links()),
                states(index),
                phases,
                live(phases),
                index.largest().orElse(null),
                warnings(index, control));
    }

    /** leader or standby. */
    public static String role(Engine.Status status) {
        return status.leading() ? "leader" : "standby";
    }

    /** ComputeDomains by phase. */
    public static Map<String, Integer> phases(FabricIndex index) {
        Map<String, Integer> phases = new TreeMap<>();
        for (ComputeDomainState state : index.image().computeDomains().values()) {
            phases.merge(Words.camel(state.computeDomain().phase()), 1, Integer::sum);
        }
        return phases;
    }

    /** NVLink domains by state. */
    public static Map<String, Integer> states(FabricIndex index) {
        Map<String, Integer> states = new TreeMap<>();
        index.parts().forEach(part -> states.merge(Words.camel(part.unit().state()), 1, Integer::sum));
        return states;
    }

    /** What metrics count beside what {@link FabricDto} has. */
    public record Channels(int inUse, int quarantined, int grants, int safeModeUnits) {}

    /** Counts over all units. */
    public static Channels channels(FabricIndex index) {
        int inUse = 0;
        int quarantined = 0;
        int grants = 0;
        int waiting = 0;
        for (UnitPart part : index.parts()) {
            inUse += DomainViews.channelsInUse(part.unit());
            quarantined += part.unit().unit().quarantines().size();
            grants += part.unit().unit().grants().size();
            waiting += part.waiting().isPresent() ? 1 : 0;
        }
        return new Channels(inUse, quarantined, grants, waiting);
    }

    private static int live(Map<String, Integer> phases) {
        return phases.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Words.camel(Phase.PENDING)))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static FabricDto.@Nullable Leader leader(Control control) {
        return control.leadership()
                .leader()
                .map(name -> new FabricDto.Leader(
                        name,
                        control.leadership().restAddress().orElse(null),
                        control.leadership().epoch()))
                .orElse(null);
    }

    private static FabricDto.SafeMode safeMode(FabricIndex index) {
        List<FabricDto.Waiting> waiting = new ArrayList<>();
        int units = 0;
        for (UnitPart part : index.parts()) {
            if (part.waiting().isPresent()) {
                units++;
                if (waiting.size() < MAX_WAITING) {
                    waiting.add(part.waiting().get());
                }
            }
        }
        return new FabricDto.SafeMode(units, waiting);
    }

    private static List<String> warnings(FabricIndex index, Control control) {
        List<String> warnings = new ArrayList<>(control.warnings());
        control.status().trouble().ifPresent(trouble -> warnings.add("The ledger cannot be written now: " + trouble));
        if (control.leadership().leader().isEmpty() && !control.status().leading()) {
            warnings.add("No replica leads; nothing can be changed until one does.");
        }
        index.image()
                .unreadable()
                .forEach(entry -> warnings.add("Ledger record " + entry.key() + " cannot be read: " + entry.value()));
        return warnings;
    }
}
