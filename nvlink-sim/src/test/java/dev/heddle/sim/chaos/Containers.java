package dev.heddle.sim.chaos;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Machines as containers. Each is two, as a Kubernetes pod is: one that keeps the network namespace, so that a cut link
 * outlives what runs there, and one for the process. The image is empty; programs are this machine's own, mounted
 * read-only, so that nothing has to be fetched.
 */
final class Containers implements Ground {

    private static final String IMAGE = "heddle-chaos";
    private static final String LABEL = "dev.heddle.chaos";
    private static final List<String> SYSTEM = List.of("/bin", "/etc", "/lib", "/lib64", "/sbin", "/usr");

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final Network network;
    private final List<Bind> mounts;
    private final Map<String, GenericContainer<?>> sandboxes = new LinkedHashMap<>();
    private final Map<String, String> label =
            Map.of(LABEL, Long.toString(ProcessHandle.current().pid()));

    /**
     * @param read folders that processes may read, beside the system's and Java's
     * @param written folder that they may write to
     */
    Containers(List<Path> read, Path written) {
        clean();
        new ImageFromDockerfile(IMAGE, false)
                .withFileFromString("Dockerfile", "FROM scratch\nENV LC_ALL=C\n")
                .get();
        this.mounts = mounts(read, written);
        this.network = Network.builder()
                .createNetworkCmdModifier(create -> create.withLabels(label))
                .build();
    }

    private static List<Bind> mounts(List<Path> read, Path written) {
        Stream<Path> system = SYSTEM.stream().map(Path::of).filter(Files::isDirectory);
        Stream<Path> java = Stream.of(Path.of(System.getProperty("java.home")));
        List<Bind> mounts = new ArrayList<>();
        Stream.of(system, java, read.stream())
                .flatMap(paths -> paths)
                .forEach(path -> mounts.add(Bind.parse(path + ":" + path + ":ro")));
        mounts.add(Bind.parse(written + ":" + written + ":rw"));
        return mounts;
    }

    /** Removes what a process left behind that is no more. */
    private void clean() {
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec().stream()
                .filter(each -> isGone(each.getLabels()))
                .forEach(each ->
                        docker.removeContainerCmd(each.getId()).withForce(true).exec());
        docker.listNetworksCmd().withFilter("label", List.of(LABEL)).exec().stream()
                .filter(each -> isGone(each.getLabels()))
                .forEach(each -> docker.removeNetworkCmd(each.getId()).exec());
    }

    private static boolean isGone(Map<String, String> labels) {
        return ProcessHandle.of(Long.parseLong(Objects.requireNonNull(labels.get(LABEL))))
                .isEmpty();
    }

    @Override
    public String subnet() {
        return docker.inspectNetworkCmd()
                .withNetworkId(network.getId())
                .exec()
                .getIpam()
                .getConfig()
                .getFirst()
                .getSubnet();
    }

    @Override
    public Host add(String name) throws IOException {
        GenericContainer<?> sandbox = container(List.of("sleep", "infinity")).withNetwork(network);
        sandboxes.put(name, sandbox);
        sandbox.start();
        InspectContainerResponse started = sandbox.getCurrentContainerInfo();
        ContainerNetwork here =
                started.getNetworkSettings().getNetworks().values().iterator().next();
        return new Host(
                name,
                Objects.requireNonNull(here.getIpAddress()),
                List.of("nsenter", "--net=/proc/" + started.getState().getPidLong() + "/ns/net"));
    }

    private GenericContainer<?> container(List<String> command) {
        return new GenericContainer<>(IMAGE)
                .withImagePullPolicy(image -> false)
                .withLabels(label)
                .withTmpFs(Map.of("/tmp", "rw,exec"))
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> {
                    HostConfig config = Objects.requireNonNull(create.getHostConfig());
                    create.withHostConfig(config.withBinds(mounts).withPublishAllPorts(false));
                });
    }

    @Override
    public Daemon daemon(Host host, Command command, Path log) {
        String sandbox = Objects.requireNonNull(sandboxes.get(host.name())).getContainerId();
        return new ContainerDaemon(host, docker, () -> {
            List<String> line = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >> " + log + " 2>&1", "sh"));
            line.addAll(command.line());
            return container(line).withNetworkMode("container:" + sandbox);
        });
    }

    @Override
    public void close() {
        sandboxes.values().forEach(GenericContainer::stop);
        network.close();
    }
}
