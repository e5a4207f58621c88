package dev.heddle.coordinator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.testing.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that hold for the source files of every module. */
class SourcesTest {

    private static final int MAX_LINES = 400;

    @Test
    void everyPackageIsNullMarked() {
        List<Path> folders =
                sources("main", "test").map(Path::getParent).distinct().toList();

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .isRegularFile()
                        .content()
                        .contains("@NullMarked"));
    }

    @Test
    void noFileOutgrowsItsReader() {
        assertThat(sources("main", "test"))
                .allSatisfy(file -> assertThat(text(file).lines().count())
                        .as("lines of %s", file)
                        .isLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void nothingIsMocked() {
        String mocks = "org." + "mockito";
        assertThat(sources("main", "test"))
                .allSatisfy(file -> assertThat(text(file)).doesNotContain(mocks));
    }

    private static Stream<Path> sources(String... trees) {
        return modules()
                .flatMap(module -> Stream.of(trees).map(tree -> module.resolve("src/" + tree + "/java")))
                .filter(Files::isDirectory)
                .flatMap(SourcesTest::files)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> modules() {
        try (Stream<Path> folders = Files.list(RepositoryRoot.path())) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
