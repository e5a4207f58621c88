package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseParserTest {

    private final SseParser parser = new SseParser();

    private List<SseEvent> parse(String text) {
        return text.lines().map(parser::line).flatMap(Optional::stream).toList();
    }

    @Test
    void anEventEndsAtAnEmptyLine() {
        assertThat(parse("event: delta\nid: 3.7\ndata: {}\n\n")).containsExactly(new SseEvent("3.7", "delta", "{}"));
    }

    @Test
    void linesOfDataAreJoined() {
        assertThat(parse("data: {\ndata:}\n\n")).containsExactly(new SseEvent("", "message", "{\n}"));
    }

    @Test
    void theIdStaysUntilAnotherComes() {
        assertThat(parse("id: 1\ndata: a\n\ndata: b\n\n"))
                .containsExactly(new SseEvent("1", "message", "a"), new SseEvent("1", "message", "b"));
    }

    @Test
    void commentsUnknownFieldsAndEventsWithoutDataAreNothing() {
        assertThat(parse(": hello\nretry: 5\nevent: bookmark\n\ndata\n\n"))
                .containsExactly(new SseEvent("", "message", ""));
    }

    @Test
    void anIdWithANullCharacterIsIgnored() {
        assertThat(parse("id: 4\ndata: a\n\nid: x\0y\ndata: b\n\n"))
                .last()
                .extracting(SseEvent::id)
                .isEqualTo("4");
    }

    @Test
    void anUnfinishedEventIsNotDelivered() {
        assertThat(parse("data: half")).isEmpty();
    }
}
