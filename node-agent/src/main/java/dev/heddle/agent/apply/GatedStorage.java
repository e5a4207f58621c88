package dev.heddle.agent.apply;

import dev.heddle.agent.work.LifeGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Storage of an agent that can be killed.
 *
 * @param storage the real one
 * @param gate shut by the kill
 */
public record GatedStorage(Storage storage, LifeGate gate) implements Storage {

    @Override
    public byte[] read(Path file) throws IOException {
        return gate.pass(() -> storage.read(file));
    }

    @Override
    public void write(Path file, byte[] content, Kind kind) throws IOException {
        gate.pass(() -> {
            storage.write(file, content, kind);
            return true;
        });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        gate.pass(() -> {
            storage.rename(from, to);
            return true;
        });
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        gate.pass(() -> {
            storage.syncFolder(folder);
            return true;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        gate.pass(() -> {
            storage.delete(file);
            return true;
        });
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        return gate.pass(() -> storage.list(folder));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        gate.pass(() -> {
            storage.makeFolder(folder);
            return true;
        });
    }

    @Override
    public Claim claim(Path folder) throws IOException {
        return gate.pass(() -> storage.claim(folder));
    }
}
