package dev.heddle.coordinator.replication;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.UnitId;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.Event;
import dev.heddle.coordinator.allocation.Evolve;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Note;
import dev.heddle.coordinator.allocation.UnitRecord;
import dev.heddle.coordinator.allocation.UnitState;
import dev.heddle.coordinator.engine.port.RecordCodec.UnreadableRecordException;
import dev.heddle.coordinator.topology.NodeObservation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes cells part of an image. A cell that cannot be read is noted as such and harms no other. */
final class CellReader {

    private static final Logger LOG = LoggerFactory.getLogger(CellReader.class);

    private final Bodies bodies;

    CellReader(Bodies bodies) {
        this.bodies = bodies;
    }

    /**
     * What was seen to change.
     *
     * @param events takes the events
     * @param nodes takes the nodes whose observation or desired state may have changed
     */
    record Seen(List<Event> events, Set<NodeName> nodes) {

        void nodes(UnitRecord unit) {
            nodes.addAll(unit.nodes().keySet());
        }
    }

    /** The image with cells of one kind. */
    Image read(Image image, Kind kind, Map<String, Cell> cells, Seen seen) {
        return switch (kind) {
            case UNIT -> units(image, cells, seen);
            case COMPUTE_DOMAIN -> each(image, cells, seen, this::computeDomain);
            case NODE -> each(image, cells, seen, this::node);
            case UNREADABLE -> each(image, cells, seen, this::unreadable);
            case NOTE -> each(image, cells, seen, this::note);
        };
    }

    /** Reads one cell. */
    private interface One {
        Image read(Image image, String key, Cell cell, Seen seen) throws IOException;
    }

    private static Image each(Image image, Map<String, Cell> cells, Seen seen, One one) {
        Image result = image;
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            try {
                result = one.read(result, entry.getKey(), entry.getValue(), seen);
            } catch (IOException | IllegalArgumentException e) {
                result = unreadable(result, entry.getKey(), e);
            }
        }
        return result;
    }

    /** First every node that has left its unit goes out, then in: it is in two units at no time. */
    private Image units(Image image, Map<String, Cell> cells, Seen seen) {
        List<ReadUnit> read = new ArrayList<>();
        Image result = image;
        for (Map.Entry<String, Cell> entry : cells.entrySet()) {
            try {
                ReadUnit unit = unit(entry.getKey(), entry.getValue());
                read.add(unit);
                result = left(result, unit, seen);
            } catch (IOException | IllegalArgumentException e) {
                result = unreadable(result, entry.getKey(), e);
            }
        }
        for (ReadUnit unit : read) {
            result = unit.now().isPresent()
                    ? entered(result, unit.now().get(), seen)
                    : heard(result, new Event.UnitErased(unit.id(), unit.sequence()), seen);
        }
        return result;
    }

    /** A unit as its cell has it; empty = gone. */
    private record ReadUnit(UnitId id, long sequence, Optional<Present> now) {}

    private record Present(UnitRecord record, Bodies.UnitBody body) {}

    private ReadUnit unit(String key, Cell cell) throws IOException {
        UnitId id = new UnitId(key);
        if (cell.isGone()) {
            return new ReadUnit(id, cell.sequence(), Optional.empty());
        }
        Bodies.UnitBody body = bodies.unit(cell.body());
        try {
            UnitRecord record = bodies.codec().decodeUnit(body.record());
            return new ReadUnit(id, cell.sequence(), Optional.of(new Present(record, body)));
        } catch (UnreadableRecordException e) {
            throw new IOException(Bodies.reason(e), e);
        }
    }

    private static Image left(Image image, ReadUnit next, Seen seen) {
        Optional<UnitState> before = image.units().get(next.id());
        if (before.isEmpty()) {
            return image;
        }
        UnitRecord kept = before.get().unit();
        for (NodeName node : before.get().unit().nodes().keySet()) {
            boolean stays = next.now()
                    .map(present -> present.record().nodes().containsKey(node))
                    .orElse(false);
            kept = stays ? kept : kept.without(node);
        }
        seen.nodes(before.get().unit());
        return kept.nodes().size() == before.get().unit().nodes().size()
                ? image
                : Evolve.loaded(
                        image, kept, before.get().version(), before.get().epoch());
    }

    private static Image entered(Image image, Present now, Seen seen) {
        UnitRecord record = now.record();
        Bodies.UnitBody body = now.body();
        Image result = Evolve.loaded(image, record, body.version(), body.epoch());
        seen.events().add(new Event.UnitWritten(record, body.version()));
        seen.nodes(record);
        boolean moved = result.units()
                .get(record.id())
                .map(unit -> unit.state() != body.state())
                .orElse(false);
        return moved ? heard(result, new Event.DomainMoved(record.id(), body.state()), seen) : result;
    }

    private Image computeDomain(Image image, String key, Cell cell, Seen seen) throws IOException {
        if (cell.isGone()) {
            return heard(image, new Event.ComputeDomainErased(new ComputeDomainUid(key), cell.sequence()), seen);
        }
        Bodies.ComputeDomainBody body = bodies.computeDomain(cell.body());
        try {
            ComputeDomainRecord record = bodies.codec().decodeComputeDomain(body.record());
            seen.events().add(new Event.ComputeDomainWritten(record, body.version()));
            return Evolve.loaded(image, record, body.version());
        } catch (UnreadableRecordException e) {
            throw new IOException(Bodies.reason(e), e);
        }
    }

    private Image node(Image image, String key, Cell cell, Seen seen) throws IOException {
        seen.nodes().add(new NodeName(key));
        if (cell.isGone()) {
            return heard(image, new Event.NodeDropped(new NodeName(key)), seen);
        }
        NodeObservation observation = Bodies.observation(cell.body());
        return heard(image, new Event.NodeObserved(observation), seen);
    }

    private Image unreadable(Image image, String key, Cell cell, Seen seen) throws IOException {
        return cell.isGone() ? image : Evolve.unreadable(image, key, Bodies.text(cell.body()));
    }

    /** A note's key is the version that it came with. */
    private Image note(Image image, String key, Cell cell, Seen seen) throws IOException {
        if (cell.isGone()) {
            return image;
        }
        Note note = Bodies.note(cell.body());
        ImageVersion at = ImageVersion.parse(key);
        return heard(image.at(new ImageVersion(at.epoch(), at.sequence() - 1)), new Event.Noted(note), seen);
    }

    private static Image heard(Image image, Event event, Seen seen) {
        seen.events().add(event);
        return Evolve.apply(image, event);
    }

    private static Image unreadable(Image image, String key, Exception e) {
        LOG.atError().addKeyValue("record", key).setCause(e).log("A replicated part cannot be read");
        return Evolve.unreadable(image, key, String.valueOf(e.getMessage()));
    }
}
