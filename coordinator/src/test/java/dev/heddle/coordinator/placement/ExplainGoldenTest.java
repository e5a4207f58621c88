package dev.heddle.coordinator.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told: {@code in-*} to {@code out-*}. Run with {@code -Dheddle.update=golden} to write the latter. */
class ExplainGoldenTest {

    private static final Path FOLDER = RepositoryRoot.path().resolve("coordinator/src/test/resources/golden/placement");

    static List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void verdictsReadAsRecorded(Path input) throws IOException {
        Path output = FOLDER.resolve(input.getFileName().toString().replace("in-", "out-"));
        String rendered =
                RoomText.render(RoomText.parse(Files.readString(input)).place());
        if ("golden".equals(System.getProperty("heddle.update"))) {
            Files.writeString(output, rendered);
        }

        assertThat(rendered).isEqualTo(Files.readString(output));
    }
}
