package dev.heddle.agent.probe.capture;

import dev.heddle.contract.model.Clique;
import dev.heddle.contract.model.ClusterUuid;
import dev.heddle.contract.model.Fabric;
import dev.heddle.contract.model.FabricHealth;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.GpuUuid;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.Platform;
import dev.heddle.contract.model.RackName;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.Tristate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code gpu} element of a capture. What it does not say, or says {@code N/A} to, is unknown or not supported. */
final class SmiGpu {

    private static final Pattern MEBIBYTES = Pattern.compile("([0-9]{1,12}) MiB");
    private static final Pattern PCI_BUS_ID = Pattern.compile("[0-9A-Fa-f]{8}:[0-9A-Fa-f]{2}:[0-9A-Fa-f]{2}\\.0");

    private final Map<String, String> texts;
    private final int index;

    SmiGpu(Map<String, String> texts, int index) {
        this.texts = texts;
        this.index = index;
    }

    Gpu read() throws IOException {
        return new Gpu(
                uuid(),
                index,
                number("minor_number").orElseThrow(() -> missing("minor_number")),
                pciBusId(),
                word("product_name"),
                word("serial"),
                memory(),
                platform(),
                fabric(),
                List.of(),
                recovery(),
                texts.values().stream()
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("gpu is lost")),
                word("vbios_version"),
                word("pci/pci_device_id"));
    }

    private GpuUuid uuid() throws IOException {
        String uuid = text("uuid").orElseThrow(() -> missing("uuid"));
        try {
            return new GpuUuid(uuid);
        } catch (IllegalArgumentException e) {
            throw wrong("uuid", "is no uuid");
        }
    }

    private String pciBusId() throws IOException {
        String id = text("pci/pci_bus_id").orElseThrow(() -> missing("pci/pci_bus_id"));
        if (!PCI_BUS_ID.matcher(id).matches()) {
            throw wrong("pci/pci_bus_id", "is not of the form 00000000:29:00.0");
        }
        return id;
    }

    private long memory() throws IOException {
        Optional<String> total = text("fb_memory_usage/total");
        if (total.isEmpty()) {
            return 0;
        }
        Matcher matcher = MEBIBYTES.matcher(total.get());
        if (!matcher.matches()) {
            throw wrong("fb_memory_usage/total", "is not in MiB");
        }
        return Long.parseLong(matcher.group(1)) << 20;
    }

    /** It may become the rack's name. */
    private String chassisSerial() throws IOException {
        String serial = word("platformInfo/chassis_serial_number");
        try {
            return serial.isEmpty() ? serial : new RackName(serial).value();
        } catch (IllegalArgumentException e) {
            throw wrong("platformInfo/chassis_serial_number", "is no serial number");
        }
    }

    private Platform platform() throws IOException {
        String peer = word("platformInfo/peer_type");
        return new Platform(
                chassisSerial(),
                number("platformInfo/slot_number"),
                number("platformInfo/tray_index"),
                number("platformInfo/host_id"),
                peer.startsWith("Switch")
                        ? PeerType.SWITCH
                        : peer.startsWith("Direct") ? PeerType.DIRECT : PeerType.UNKNOWN,
                number("platformInfo/module_id"),
                word("platformInfo/gpu_fabric_guid"));
    }

    private Fabric fabric() throws IOException {
        FabricState state = FabricTexts.state(text("fabric/state"));
        return new Fabric(state, FabricTexts.status(text("fabric/status")), cluster(), cliques(state), health());
    }

    private ClusterUuid cluster() throws IOException {
        try {
            return text("fabric/clusterUuid").map(ClusterUuid::new).orElse(ClusterUuid.NONE);
        } catch (IllegalArgumentException e) {
            throw wrong("fabric/clusterUuid", "is no uuid");
        }
    }

    private List<Clique> cliques(FabricState state) throws IOException {
        Optional<String> id = text("fabric/cliqueId");
        if (state != FabricState.COMPLETED || id.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(Clique.unicast(Long.parseLong(id.get())));
        } catch (IllegalArgumentException e) {
            throw wrong("fabric/cliqueId", "is no clique id");
        }
    }

    private FabricHealth health() {
        Optional<String> bandwidth = text("fabric/health/bandwidth");
        return new FabricHealth(
                text("fabric/health/summary").map(FabricTexts::summary).orElse(HealthSummary.NOT_SUPPORTED),
                bandwidth
                        .map(value -> value.equals("Full") ? Tristate.FALSE : Tristate.TRUE)
                        .orElse(Tristate.NOT_SUPPORTED),
                tristate("fabric/health/route_recovery_in_progress"),
                tristate("fabric/health/route_unhealthy"),
                tristate("fabric/health/access_timeout_recovery"),
                text("fabric/health/incorrect_configuration")
                        .map(FabricTexts::misconfiguration)
                        .orElse(Misconfiguration.NOT_SUPPORTED),
                tristate("fabric/health/partition_assigned"));
    }

    private Tristate tristate(String path) {
        return text(path)
                .map(value -> value.equals("False") || value.equals("No") ? Tristate.FALSE : Tristate.TRUE)
                .orElse(Tristate.NOT_SUPPORTED);
    }

    private RecoveryAction recovery() {
        return text("gpu_recovery_action").map(FabricTexts::recovery).orElse(RecoveryAction.UNKNOWN);
    }

    private OptionalInt number(String path) throws IOException {
        Optional<String> value = text(path);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number < 0) {
                throw wrong(path, "is negative");
            }
            return OptionalInt.of(number);
        } catch (NumberFormatException e) {
            throw wrong(path, "is no number");
        }
    }

    private String word(String path) throws IOException {
        String value = text(path).orElse("");
        if (value.length() > Limits.MAX_ID_CHARS) {
            throw wrong(path, "is longer than " + Limits.MAX_ID_CHARS + " characters");
        }
        return value;
    }

    private Optional<String> text(String path) {
        return SmiElements.text(texts, path);
    }

    private CaptureException missing(String path) {
        return wrong(path, "is missing");
    }

    private CaptureException wrong(String path, String problem) {
        return new CaptureException("gpu[" + index + "]/" + path, problem);
    }
}
