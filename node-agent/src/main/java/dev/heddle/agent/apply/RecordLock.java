package dev.heddle.agent.apply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second agent, of this process or another, off an agent's record while that agent lives. */
final class RecordLock implements Storage.Claim {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RecordLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param folder the agent's state folder, which exists
     * @throws IOException if another agent has it, or the file cannot be made
     */
    static RecordLock take(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve("agent.lock");
        if (!HELD_HERE.add(file)) {
            throw Storage.Claim.taken(folder);
        }
        boolean done = false;
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw Storage.Claim.taken(folder);
            }
            done = true;
            return new RecordLock(file, channel);
        } finally {
            if (!done) {
                HELD_HERE.remove(file);
            }
        }
    }

    /** Gives it back; the file stays. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The file descriptor is gone either way, and the lock with it.
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
