package dev.heddle.coordinator.replication;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.health.NodeView;
import java.util.Map;
import java.util.TreeMap;

/** An image as text, so that two can be compared and their difference read. */
final class Rendered {

    private Rendered() {}

    /** Everything but the event feed, which may lag behind. */
    static String of(Image image) {
        StringBuilder text = new StringBuilder("version " + image.version() + " cluster " + image.cluster() + "\n");
        image.units().forEach(unit -> {
            text.append(unit.key()).append(' ').append(unit.value().version()).append(' ');
            text.append(unit.value().epoch())
                    .append(' ')
                    .append(unit.value().state())
                    .append('\n');
            text.append("  ").append(unit.value().unit()).append('\n');
            unit.value().views().values().forEach(view -> text.append(view(view)));
        });
        image.homes()
                .forEach(home -> text.append(home.key())
                        .append(" in ")
                        .append(home.value())
                        .append('\n'));
        image.strangers().forEach(stranger -> text.append("stranger").append(view(stranger.value())));
        image.computeDomains().forEach(cd -> text.append(cd.value()).append('\n'));
        image.names()
                .forEach(name -> text.append(name.key())
                        .append(" is ")
                        .append(name.value())
                        .append('\n'));
        image.unreadable()
                .forEach(bad -> text.append(bad.key()).append(bad.value()).append('\n'));
        return text.toString();
    }

    /** The event feed. */
    static Map<String, String> notes(Image image) {
        Map<String, String> notes = new TreeMap<>();
        image.notes()
                .forEach(note -> notes.put(note.key().toString(), note.value().toString()));
        return notes;
    }

    private static String view(NodeView view) {
        return "  " + view.observation() + "\n";
    }
}
