package dev.heddle.sim.node;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The file system of one simulated node. {@code state} is its disk; {@code run} is what a boot clears: device nodes
 * and CDI files.
 *
 * @param root the node's folder
 */
public record NodeFolders(Path root) {

    private static final String BOOT = "boot-id";

    /** The folders of a node under the folder of all agents. */
    public static NodeFolders of(Path agents, NodeName node) {
        return new NodeFolders(agents.resolve(node.value()));
    }

    /** The agent's durable state. */
    public Path state() {
        return root.resolve("state");
    }

    /** What stands for {@code /}: device nodes are made below it. */
    public Path deviceRoot() {
        return root.resolve("run");
    }

    /** CDI files. */
    public Path cdiRoot() {
        return root.resolve("run").resolve("cdi");
    }

    /** Device nodes of channels. */
    public Path channels() {
        return deviceRoot().resolve("dev/nvidia-caps-imex-channels");
    }

    /** Where the device node of a channel is, if it is. */
    public Path channel(int channel) {
        return channels().resolve("channel" + channel);
    }

    /** Clears {@code run} unless it was made in this boot. */
    public void boot(BootId boot) throws IOException {
        Path run = deviceRoot();
        Path marker = run.resolve(BOOT);
        if (Files.exists(marker) && Files.readString(marker).equals(boot.value())) {
            return;
        }
        powerOff();
        Files.createDirectories(run);
        Files.writeString(marker, boot.value());
    }

    /** Clears what does not survive without power. */
    public void powerOff() throws IOException {
        delete(deviceRoot());
    }

    private static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // nothing there: nothing to clear
            return;
        }
    }
}
