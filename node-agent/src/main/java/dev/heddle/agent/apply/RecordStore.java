package dev.heddle.agent.apply;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable record of one agent. A record that cannot be trusted is put aside, and what lies on the node stands in
 * for it: that is amnesia, never a reason not to start.
 */
final class RecordStore {

    /** Damaged records kept for people to look at; a further one replaces the last. */
    static final int MAX_QUARANTINED = 8;

    private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);
    private static final String NAME = "record";
    private static final String QUARANTINED = "record.quarantined-";

    private final Storage storage;
    private final Path folder;
    private final NodePaths paths;

    RecordStore(Storage storage, Path folder, NodePaths paths) {
        this.storage = storage;
        this.folder = folder;
        this.paths = paths;
    }

    /**
     * Reads the record, or makes one of what lies on the node. A record that a former agent left in its place without
     * having made that durable is durable when this returns.
     *
     * @throws IOException if the disk does not answer
     */
    AgentRecord open(NodeName node, BootId boot) throws IOException {
        try {
            AgentRecord record = RecordCodec.decode(storage.read(folder.resolve(NAME)));
            // The last agent may have died between putting it there and making that durable.
            storage.syncFolder(folder);
            if (!record.node().equals(node)) {
                return forgotten(node, boot, "it is of node " + record.node());
            }
            return record.boot().equals(boot) ? record : record.rebooted(boot, NodeScan.find(storage, paths));
        } catch (NoSuchFileException e) {
            return amnesia(node, boot);
        } catch (RecordCodec.DamagedException e) {
            return forgotten(node, boot, String.valueOf(e.getMessage()));
        }
    }

    private AgentRecord forgotten(NodeName node, BootId boot, String why) throws IOException {
        Path aside = folder.resolve(QUARANTINED + quarantineNumber());
        LOG.atWarn()
                .addKeyValue("node", node)
                .addKeyValue("aside", aside)
                .log("The agent's record is not to be trusted, {}; it was put aside", why);
        storage.rename(folder.resolve(NAME), aside);
        storage.syncFolder(folder);
        return amnesia(node, boot);
    }

    private int quarantineNumber() throws IOException {
        List<String> names = storage.list(folder);
        int number = 1;
        while (number < MAX_QUARANTINED && names.contains(QUARANTINED + number)) {
            number++;
        }
        return number;
    }

    /** A node that was never seen and one that lost its record are the same: nobody knows what was given to whom. */
    private AgentRecord amnesia(NodeName node, BootId boot) throws IOException {
        AgentRecord record = AgentRecord.amnesia(node, boot, NodeScan.find(storage, paths));
        save(record);
        return record;
    }

    /** Makes the record durable; the old one stays whole until the new one is. */
    void save(AgentRecord record) throws IOException {
        Path temporary = folder.resolve(NAME + ".new");
        storage.write(temporary, RecordCodec.encode(record), Storage.Kind.DURABLE);
        storage.rename(temporary, folder.resolve(NAME));
        storage.syncFolder(folder);
    }
}
