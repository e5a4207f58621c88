package dev.heddle.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsRead() throws Exception {
        DemoFile demo = new DemoFile(
                7,
                List.of(URI.create("http://127.0.0.1:8480"), URI.create("http://127.0.0.1:8481")),
                URI.create("http://127.0.0.1:8680"),
                "jdbc:x",
                List.of(new DemoFile.Child("coordinator-1", 8, "/log")));
        demo.write(folder);
        assertThat(DemoFile.read(folder)).contains(demo);
    }

    @Test
    void aTornOrAbsentFileIsNone() throws Exception {
        assertThat(DemoFile.read(folder)).isEmpty();
        Files.writeString(folder.resolve(DemoFile.NAME), "{\"servers\":[\"ht");
        assertThat(DemoFile.read(folder)).isEmpty();
    }
}
