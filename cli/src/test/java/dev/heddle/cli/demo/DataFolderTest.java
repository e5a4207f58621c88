package dev.heddle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.demo.DataFolder.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void aFolderOfSomethingElseIsLeftAloneEvenWhenFresh() throws Exception {
        Path thesis = Files.writeString(temp.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> DataFolder.take(temp, true))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("left alone")
                .hasMessageContaining("--data");
        assertThat(thesis).hasContent("years of work");
    }

    @Test
    void freshWipesADemosFolder() throws Exception {
        Path data = temp.resolve("data");
        try (DataFolder folder = DataFolder.take(data, false)) {
            folder.made(new Made(3, 9, LedgerKind.H2));
            Files.createDirectories(folder.ledger());
            Files.writeString(folder.ledger().resolve("heddle.mv.db"), "x");
        }
        try (DataFolder folder = DataFolder.take(data, false)) {
            assertThat(folder.made()).contains(new Made(3, 9, LedgerKind.H2));
        }
        try (DataFolder folder = DataFolder.take(data, true)) {
            assertThat(folder.made()).isEmpty();
            assertThat(folder.ledger()).doesNotExist();
        }
    }

    @Test
    void twoDemosDoNotShareAFolder() throws Exception {
        Path data = temp.resolve("data");
        DataFolder folder = DataFolder.take(data, false);
        folder.made(new Made(3, 9, LedgerKind.H2));
        assertThatThrownBy(() -> DataFolder.take(data, true))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("already running");
        assertThat(folder.made()).isPresent();
        folder.close();
        DataFolder.take(data, false).close();
    }

    @Test
    void aDamagedMarkerSaysHowToGoOn() throws Exception {
        Path data = temp.resolve("data");
        try (DataFolder folder = DataFolder.take(data, false)) {
            folder.made(new Made(3, 9, LedgerKind.H2));
            Files.writeString(data.resolve("heddle-data.json"), "{\"vers");
            assertThatThrownBy(folder::made).isInstanceOf(CommandFailure.class).hasMessageContaining("--fresh");
        }
    }

    @Test
    void aPathThatIsAFileSaysHowToGoOn() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThatThrownBy(() -> DataFolder.take(file, false))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--data");
    }
}
