package dev.heddle.coordinator.api.view;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.allocation.Note;
import dev.heddle.coordinator.api.dto.EventDto;
import dev.heddle.coordinator.topology.PersistentMap;
import java.util.ArrayList;
import java.util.List;

/** The event feed. */
public final class EventViews {

    private EventViews() {}

    /** Events after a version, oldest first. */
    public static void since(Image image, ImageVersion since, Window<EventDto> window) {
        for (PersistentMap.Entry<ImageVersion, Note> entry : image.notes().after(since)) {
            window.offer(() -> event(entry));
        }
    }

    /** The newest events after a version, oldest first, at most {@code limit}. */
    public static List<EventDto> newest(Image image, ImageVersion since, int limit) {
        List<PersistentMap.Entry<ImageVersion, Note>> all = new ArrayList<>();
        image.notes().after(since).forEach(all::add);
        return all.subList(Math.max(0, all.size() - limit), all.size()).stream()
                .map(EventViews::event)
                .toList();
    }

    private static EventDto event(PersistentMap.Entry<ImageVersion, Note> entry) {
        Note note = entry.value();
        String version = entry.key().toString();
        return new EventDto(
                version,
                version,
                note.at(),
                note.warning() ? "Warning" : "Normal",
                note.reason(),
                new EventDto.Subject(note.about().kind(), note.about().name()),
                Words.orNull(note.rack()),
                note.message());
    }
}
