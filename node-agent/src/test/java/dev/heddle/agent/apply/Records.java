package dev.heddle.agent.apply;

import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.NodeName;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records for agents to begin with. */
public final class Records {

    private Records() {}

    /** The record of a node that was scrubbed and has obeyed nobody yet. */
    public static AgentRecord clean(NodeName node, BootId boot) {
        return new AgentRecord(
                node, boot, Optional.empty(), Stamp.NONE, "", Optional.empty(), true, RecordState.INTACT, List.of());
    }

    /** Puts such a record in an agent's state folder, unless there is one. */
    public static void putClean(Path folder, NodeName node, BootId boot) throws IOException {
        DiskStorage disk = new DiskStorage();
        disk.makeFolder(folder);
        if (!disk.list(folder).contains("record")) {
            NodePaths nowhere = new NodePaths(folder, folder);
            new RecordStore(disk, folder, nowhere).save(clean(node, boot));
        }
    }
}
