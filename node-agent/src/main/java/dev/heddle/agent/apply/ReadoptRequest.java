package dev.heddle.agent.apply;

import dev.heddle.contract.model.ClusterId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator's word that a node's agent is to obey another cluster: a file {@code readopt} in the agent's state
 * folder with that cluster's id in it. Only who may write there, the node's own operator, can give it; no coordinator
 * can.
 */
final class ReadoptRequest {

    /** Name of the file. */
    static final String NAME = "readopt";

    /** Bytes of the file at most. */
    static final int MAX_BYTES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ReadoptRequest.class);

    private final Storage storage;
    private final Path folder;

    ReadoptRequest(Storage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /**
     * The cluster that is asked for, if one is. A file that names none is removed, and the log says so.
     *
     * @throws IOException if the disk does not answer
     */
    Optional<ClusterId> asked() throws IOException {
        if (!storage.list(folder).contains(NAME)) {
            return Optional.empty();
        }
        byte[] content = storage.read(folder.resolve(NAME));
        try {
            if (content.length > MAX_BYTES) {
                throw new IllegalArgumentException("it is longer than " + MAX_BYTES + " bytes");
            }
            return Optional.of(new ClusterId(new String(content, StandardCharsets.UTF_8).strip()));
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("file", folder.resolve(NAME))
                    .log("A request to obey another cluster names none, {}; it is removed", e.getMessage());
            done();
            return Optional.empty();
        }
    }

    /** Removes the file: its word was taken down in the record. */
    void done() throws IOException {
        storage.delete(folder.resolve(NAME));
        storage.syncFolder(folder);
    }
}
