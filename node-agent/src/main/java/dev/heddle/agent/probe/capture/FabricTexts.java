package dev.heddle.agent.probe.capture;

import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.RecoveryAction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How nvidia-smi words what NVML counts. An unknown word is never good news. */
final class FabricTexts {

    /** NVML's own unknown error. */
    static final int UNKNOWN_ERROR = 999;

    /** Texts of {@code nvmlErrorString} from 0 on. */
    private static final List<String> RETURNS = List.of(
            "success",
            "uninitialized",
            "invalid argument",
            "not supported",
            "insufficient permissions",
            "already initialized",
            "not found",
            "insufficient size",
            "insufficient external power",
            "driver not loaded",
            "timeout",
            "interrupt request issue",
            "nvml shared library not found",
            "function not found",
            "corrupted inforom",
            "gpu is lost",
            "gpu requires reset");

    private static final Map<String, HealthSummary> SUMMARIES = Map.of(
            "healthy", HealthSummary.HEALTHY,
            "unhealthy", HealthSummary.UNHEALTHY,
            "limited capacity", HealthSummary.LIMITED_CAPACITY);

    private static final Map<String, Misconfiguration> MISCONFIGURATIONS = Map.of(
            "none", Misconfiguration.NONE,
            "incorrect system guid", Misconfiguration.SYSTEM_GUID,
            "incorrect chassis serial number", Misconfiguration.CHASSIS_SERIAL,
            "no partition", Misconfiguration.NO_PARTITION,
            "insufficient nvlinks", Misconfiguration.INSUFFICIENT_NVLINKS,
            "incompatible gpu firmware", Misconfiguration.INCOMPATIBLE_GPU_FIRMWARE,
            "invalid location", Misconfiguration.INVALID_LOCATION,
            "gpu state invalid", Misconfiguration.GPU_STATE_INVALID);

    private static final Map<String, RecoveryAction> RECOVERIES = Map.of(
            "none", RecoveryAction.NONE,
            "reset", RecoveryAction.GPU_RESET,
            "gpu reset", RecoveryAction.GPU_RESET,
            "reboot", RecoveryAction.NODE_REBOOT,
            "node reboot", RecoveryAction.NODE_REBOOT,
            "drain p2p", RecoveryAction.DRAIN_P2P,
            "drain and reset", RecoveryAction.DRAIN_AND_RESET,
            "recover imex domain", RecoveryAction.RECOVER_IMEX_DOMAIN);

    private FabricTexts() {}

    static FabricState state(Optional<String> text) {
        return text.map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "completed" -> FabricState.COMPLETED;
                    case "in progress" -> FabricState.IN_PROGRESS;
                    case "not started" -> FabricState.NOT_STARTED;
                    case "not supported" -> FabricState.NOT_SUPPORTED;
                    default -> FabricState.UNKNOWN;
                })
                .orElse(FabricState.NOT_SUPPORTED);
    }

    /** The nvmlReturn_t of a text; 0 where there is none, which only matters before completion. */
    static int status(Optional<String> text) {
        if (text.isEmpty()) {
            return 0;
        }
        int code = RETURNS.indexOf(text.get().toLowerCase(Locale.ROOT));
        return code < 0 ? UNKNOWN_ERROR : code;
    }

    static HealthSummary summary(String text) {
        return SUMMARIES.getOrDefault(text.toLowerCase(Locale.ROOT), HealthSummary.UNHEALTHY);
    }

    static Misconfiguration misconfiguration(String text) {
        return MISCONFIGURATIONS.getOrDefault(text.toLowerCase(Locale.ROOT), Misconfiguration.OTHER);
    }

    static RecoveryAction recovery(String text) {
        return RECOVERIES.getOrDefault(text.toLowerCase(Locale.ROOT), RecoveryAction.OTHER);
    }
}
