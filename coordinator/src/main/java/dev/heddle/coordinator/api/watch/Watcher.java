package dev.heddle.coordinator.api.watch;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.RackName;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.ComputeDomainDto;
import dev.heddle.coordinator.api.dto.DeltaDto;
import dev.heddle.coordinator.api.dto.EventDto;
import dev.heddle.coordinator.api.dto.FabricDto;
import dev.heddle.coordinator.api.dto.RackDetailDto;
import dev.heddle.coordinator.api.dto.RackDto;
import dev.heddle.coordinator.api.dto.SnapshotDto;
import dev.heddle.coordinator.api.view.EventViews;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.RackViews;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One reader's feed: a snapshot, or what changed since its last word, then the changes, for as long as it reads. */
public final class Watcher {

    /** Sign of life where nothing happens. */
    static final Duration BOOKMARK = Duration.ofSeconds(15);

    /** Events in one delta; older ones are in the event list. */
    static final int MAX_EVENTS = 500;

    private static final int RETRY_MILLIS = 2_000;

    private final WatchHub.Place place;
    private final EventStream stream;
    private final Topic topic;
    private ImageVersion position = ImageVersion.NONE;
    private @Nullable FabricDto shown;
    private @Nullable RackDetailDto detail;

    /** Reads at {@code place} and writes to {@code stream}. */
    public Watcher(WatchHub.Place place, EventStream stream, Topic topic) {
        this.place = place;
        this.stream = stream;
        this.topic = topic;
    }

    /**
     * What a reader wants to see.
     *
     * @param rack a rack of which it wants every detail
     * @param racks whether it wants racks and events, beside ComputeDomains
     */
    public record Topic(Optional<String> rack, boolean racks) {}

    /**
     * Writes until the reader or this server goes away.
     *
     * @param resume version of the last word that the reader has seen
     * @throws IOException when the reader is gone
     */
    public void run(Optional<ImageVersion> resume) throws IOException {
        Frame frame = place.now();
        stream.retry(RETRY_MILLIS);
        if (resume.flatMap(place::since).isPresent()) {
            position = resume.get();
            delta(frame);
        } else {
            snapshot(frame);
        }
        long seen = frame.number();
        while (true) {
            detail(frame);
            Optional<Frame> next = place.after(seen, BOOKMARK);
            if (next.isEmpty()) {
                return;
            }
            frame = next.get();
            if (frame.number() == seen) {
                stream.send(
                        "bookmark",
                        position.toString(),
                        Map.of("image", frame.version().toString()));
            } else {
                delta(frame);
            }
            seen = frame.number();
        }
    }

    private void snapshot(Frame frame) throws IOException {
        List<RackDto> racks = topic.racks()
                ? frame.index().racks().stream().map(FabricIndex.RackEntry::dto).toList()
                : List.of();
        List<ComputeDomainDto> computeDomains = frame.index().computeDomains().stream()
                .map(FabricIndex.ComputeDomainEntry::dto)
                .toList();
        String version = frame.version().toString();
        stream.send("snapshot", version, new SnapshotDto(version, frame.fabric(), racks, computeDomains));
        position = frame.version();
        shown = frame.fabric();
    }

    private void delta(Frame frame) throws IOException {
        Optional<ChangeSet> changes = place.since(position);
        if (changes.isEmpty()) {
            snapshot(frame);
            return;
        }
        DeltaDto delta = delta(frame, changes.get());
        if (tells(delta)) {
            stream.send("delta", delta.image(), delta);
            shown = delta.fabric();
        }
        position = frame.version();
    }

    private DeltaDto delta(Frame frame, ChangeSet changes) {
        List<RackDto> racks = new ArrayList<>();
        List<String> removedRacks = new ArrayList<>();
        List<EventDto> events = List.of();
        if (topic.racks()) {
            for (RackName name : new TreeSet<>(changes.racks())) {
                frame.index()
                        .rack(name.value())
                        .ifPresentOrElse(rack -> racks.add(rack.dto()), () -> removedRacks.add(name.value()));
            }
            events = EventViews.newest(frame.index().image(), position, MAX_EVENTS);
        }
        List<ComputeDomainDto> computeDomains = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (ComputeDomainName name : new TreeSet<>(changes.computeDomains())) {
            frame.index().computeDomain(name).ifPresentOrElse(computeDomains::add, () -> removed.add(name.value()));
        }
        return new DeltaDto(
                frame.version().toString(), frame.fabric(), racks, removedRacks, computeDomains, removed, events);
    }

    /** Whether there is more to it than a number of an image. */
    private boolean tells(DeltaDto delta) {
        boolean changed = !delta.racks().isEmpty()
                || !delta.removedRacks().isEmpty()
                || !delta.computeDomains().isEmpty()
                || !delta.removedComputeDomains().isEmpty()
                || !delta.events().isEmpty();
        return changed || (topic.racks() && !delta.fabric().at("").equals(shown == null ? null : shown.at("")));
    }

    private void detail(Frame frame) throws IOException {
        if (topic.rack().isEmpty()) {
            return;
        }
        Optional<RackDetailDto> now = frame.index().rack(topic.rack().get()).map(RackViews::detail);
        if (now.isPresent() && !now.get().equals(detail)) {
            stream.send("rack", position.toString(), now.get());
            detail = now.get();
        }
    }
}
