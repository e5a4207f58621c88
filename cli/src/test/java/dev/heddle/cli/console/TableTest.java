package dev.heddle.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAlignedAndEmptyCellsAreDashes() {
        Table table =
                new Table(List.of("NAME", "PHASE")).row(List.of("a", "Ready")).row(List.of("longer", ""));
        assertThat(table.render(Paint.NONE)).isEqualTo("""
            NAME     PHASE
            a        Ready
            longer   -
            """);
    }

    @Test
    void coloursDoNotShiftColumns() {
        Table table = new Table(List.of("PHASE", "NAME")).row(List.of("Ready", "a"));
        assertThat(table.render(Paint.ANSI)).isEqualTo("PHASE   NAME\n\u001b[32mReady\u001b[0m   a\n");
    }

    @Test
    void aRowOfAnotherLengthIsABug() {
        Table table = new Table(List.of("NAME"));
        assertThatThrownBy(() -> table.row(List.of("a", "b"))).isInstanceOf(IllegalArgumentException.class);
    }
}
