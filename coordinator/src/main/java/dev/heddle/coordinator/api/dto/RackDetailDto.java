package dev.heddle.coordinator.api.dto;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rack with all that is in it.
 *
 * @param rack the rack itself
 * @param trays its compute trays by slot
 * @param switches its NVSwitch ASICs
 */
@Schema(name = "RackDetail")
public record RackDetailDto(@JsonUnwrapped RackDto rack, List<Tray> trays, Switches switches) {

    /**
     * A compute tray.
     *
     * @param slot slot in the chassis, switch trays counted
     * @param tray compute tray from 0
     * @param node its node
     * @param connected whether the node's agent is connected
     * @param cordoned whether an operator closed it
     * @param closed why it takes nothing; absent = open
     * @param health worst health of a GPU
     * @param reason CamelCase reason of it
     * @param message the same, one sentence
     * @param gpus its GPUs by index
     */
    @Schema(name = "Tray")
    public record Tray(
            @Nullable Integer slot,
            @Nullable Integer tray,
            String node,
            boolean connected,
            boolean cordoned,
            @Nullable ClosedDto closed,
            String health,
            @Nullable String reason,
            @Nullable String message,
            List<TrayGpu> gpus) {}

    /**
     * A GPU of a tray.
     *
     * @param index enumeration index on its node
     * @param moduleId module on the board
     * @param uuid NVML uuid
     * @param health its health
     * @param reason CamelCase reason of it
     * @param granted the ComputeDomain that holds it
     * @param links a letter for each NVLink: A active, D degraded, F flapping, S sleep, I inactive, ? unknown
     */
    @Schema(name = "TrayGpu")
    public record TrayGpu(
            int index,
            @Nullable Integer moduleId,
            String uuid,
            String health,
            @Nullable String reason,
            @Nullable String granted,
            String links) {}

    /**
     * The rack's NVSwitch ASICs: link l of each GPU goes to ASIC l.
     *
     * @param asics how many
     * @param down for each ASIC the GPUs that report their link to it, and report it other than active
     */
    @Schema(name = "Switches")
    public record Switches(int asics, List<Integer> down) {}
}
