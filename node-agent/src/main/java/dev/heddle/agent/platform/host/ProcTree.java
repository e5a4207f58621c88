package dev.heddle.agent.platform.host;

import dev.heddle.contract.model.GpuUuid;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /proc} says of devices and of the processes that have them open. */
final class ProcTree {

    /**
     * Services of the node that keep GPUs open for everybody. They count as such only as root's, so that a job cannot
     * hide behind their name.
     */
    private static final Set<String> SERVICES = Set.of(
            "nvidia-persistenced",
            "nvidia-imex",
            "nv-hostengine",
            "nv-fabricmanager",
            "dcgm-exporter",
            "nvidia-cuda-mps-control",
            "nvidia-device-plugin");

    private static final String CHANNEL_DEVICES = "nvidia-caps-imex-channels";
    private static final Pattern PID = Pattern.compile("[0-9]{1,10}");
    private static final Pattern INFORMATION = Pattern.compile("(GPU UUID|Device Minor):\\s*(\\S+)\\s*");

    private final Path proc;
    private final long self;
    private final boolean everyProcess;

    /**
     * @param proc {@code /proc} of the host
     * @param self this process, which is not looked at
     * @param everyProcess whether a process that must not be looked into is a failure; else it is left out
     */
    ProcTree(Path proc, long self, boolean everyProcess) {
        this.proc = proc;
        this.self = self;
        this.everyProcess = everyProcess;
    }

    /** Major number of channel devices; empty where the driver has none. */
    OptionalInt channelMajor() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("devices"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && words[1].equals(CHANNEL_DEVICES)) {
                return OptionalInt.of(Integer.parseInt(words[0]));
            }
        }
        return OptionalInt.empty();
    }

    /** Device minors of the node's GPUs; empty where there is no driver. */
    Map<GpuUuid, Integer> minors() throws IOException {
        Map<GpuUuid, Integer> minors = new HashMap<>();
        Path gpus = proc.resolve("driver/nvidia/gpus");
        if (!Files.isDirectory(gpus)) {
            return minors;
        }
        for (Path gpu : entries(gpus)) {
            Map<String, String> fields = new HashMap<>();
            for (String line : Files.readAllLines(gpu.resolve("information"))) {
                Matcher matcher = INFORMATION.matcher(line);
                if (matcher.matches()) {
                    fields.put(matcher.group(1), matcher.group(2));
                }
            }
            String uuid = fields.get("GPU UUID");
            String minor = fields.get("Device Minor");
            if (uuid != null && minor != null) {
                minors.put(new GpuUuid(uuid), Integer.parseInt(minor));
            }
        }
        return minors;
    }

    /** Which of these devices, by path, each process has open; services of the node left out. */
    Map<Long, Set<String>> users(Set<String> devices) throws IOException {
        Map<Long, Set<String>> users = new HashMap<>();
        for (Path process : entries(proc)) {
            String name = process.getFileName().toString();
            if (!PID.matcher(name).matches() || Long.parseLong(name) == self) {
                continue;
            }
            Set<String> open = open(process, devices);
            if (!open.isEmpty() && !isService(process)) {
                users.put(Long.parseLong(name), open);
            }
        }
        return users;
    }

    private Set<String> open(Path process, Set<String> devices) throws IOException {
        Set<String> open = new TreeSet<>();
        try {
            for (Path descriptor : processEntries(process.resolve("fd"))) {
                link(descriptor)
                        .map(ProcTree::undeleted)
                        .filter(devices::contains)
                        .ifPresent(open::add);
            }
        } catch (AccessDeniedException e) {
            if (everyProcess) {
                throw new IOException("open files of process " + process.getFileName() + " cannot be read", e);
            }
        }
        return open;
    }

    /** The kernel marks a device node that was removed while open. */
    private static String undeleted(String target) {
        String mark = " (deleted)";
        return target.endsWith(mark) ? target.substring(0, target.length() - mark.length()) : target;
    }

    private static boolean isService(Path process) throws IOException {
        Optional<String> program = link(process.resolve("exe")).map(ProcTree::undeleted);
        if (program.isEmpty()) {
            return false;
        }
        Path name = Path.of(program.get()).getFileName();
        try {
            return name != null
                    && SERVICES.contains(name.toString())
                    && Integer.valueOf(0).equals(Files.getAttribute(process, "unix:uid"));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Entries of a folder of a process; none if the process has ended. */
    private static List<Path> processEntries(Path folder) throws IOException {
        try {
            return entries(folder);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            if (Files.notExists(folder.getParent()) || isGone(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isGone(IOException e) {
        return String.valueOf(e.getMessage()).contains("No such process");
    }

    private static Optional<String> link(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.notExists(link, LinkOption.NOFOLLOW_LINKS) || isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
