package dev.heddle.coordinator.api.dto;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A node with all that is on it.
 *
 * @param node the node itself
 * @param gpuList its GPUs
 * @param imexPeers its IMEX daemon's connections
 */
@Schema(name = "NodeDetail")
public record NodeDetailDto(@JsonUnwrapped NodeDto node, List<GpuDto> gpuList, List<Peer> imexPeers) {

    /**
     * A connection of an IMEX daemon.
     *
     * @param node the peer
     * @param connection state of the connection
     */
    @Schema(name = "ImexPeer")
    public record Peer(String node, String connection) {}
}
