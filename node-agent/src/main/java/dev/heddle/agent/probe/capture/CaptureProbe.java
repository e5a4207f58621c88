package dev.heddle.agent.probe.capture;

import dev.heddle.agent.probe.HardwareProbe;
import dev.heddle.contract.model.BootId;
import dev.heddle.contract.model.Gpu;
import dev.heddle.contract.model.Imex;
import dev.heddle.contract.model.Limits;
import dev.heddle.contract.model.NodeInfo;
import dev.heddle.contract.model.NodeReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as a capture shows it. The files are read again whenever they change, so that a cron job that overwrites
 * them makes a slow probe. There are no links in a capture: they stay unknown.
 */
public final class CaptureProbe implements HardwareProbe {

    /** Bytes of the largest file that is read. */
    public static final int MAX_FILE_BYTES = 16 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int DEFAULT_CHANNELS = 2048;

    private final CaptureSettings settings;
    private @Nullable List<Object> seen;
    private @Nullable NodeReport report;

    /** A probe of these files. */
    public CaptureProbe(CaptureSettings settings) {
        this.settings = settings;
    }

    @Override
    public BootId bootId() {
        return settings.boot();
    }

    @Override
    public NodeReport observe() throws IOException {
        List<Object> now = fingerprint();
        NodeReport known = report;
        if (known == null || !now.equals(seen)) {
            known = read();
            report = known;
            seen = now;
        }
        return known;
    }

    private List<Object> fingerprint() throws IOException {
        List<Object> parts = new ArrayList<>();
        for (Path file :
                settings.imex().map(imex -> List.of(settings.smi(), imex)).orElse(List.of(settings.smi()))) {
            parts.add(Files.getLastModifiedTime(file));
            parts.add(Files.size(file));
        }
        return parts;
    }

    private NodeReport read() throws IOException {
        SmiElements elements = SmiElements.read(text(settings.smi()));
        List<Gpu> gpus = gpus(elements.gpus());
        boolean fabric = gpus.stream().anyMatch(gpu -> !gpu.fabric().cluster().isNone());
        NodeInfo node = new NodeInfo(
                settings.rackName(),
                driverVersion(elements),
                settings.imexChannels().orElse(fabric ? DEFAULT_CHANNELS : 0),
                settings.architecture(),
                "capture");
        Optional<Path> imex = settings.imex();
        return new NodeReport(node, gpus, imex.isPresent() ? imex(imex.get()) : Imex.UNKNOWN);
    }

    private static String driverVersion(SmiElements elements) throws IOException {
        String version = SmiElements.text(elements.log(), "driver_version")
                .orElseThrow(() -> new CaptureException("driver_version", "is missing"));
        return SmiElements.limited("driver_version", version);
    }

    private static List<Gpu> gpus(List<Map<String, String>> elements) throws IOException {
        if (elements.size() > Limits.MAX_GPUS_PER_NODE) {
            throw new CaptureException("gpu", "there are more than " + Limits.MAX_GPUS_PER_NODE);
        }
        List<Gpu> gpus = new ArrayList<>();
        Set<Object> known = new HashSet<>();
        for (int index = 0; index < elements.size(); index++) {
            Gpu gpu = new SmiGpu(elements.get(index), index).read();
            if (!known.add(gpu.uuid()) || !known.add(gpu.minor())) {
                throw new CaptureException("gpu[" + index + "]/uuid", "appears twice, or its minor number does");
            }
            gpus.add(gpu);
        }
        return gpus;
    }

    private Imex imex(Path file) throws IOException {
        return ImexCtlJson.read(bytes(file), settings.imexSelf(), settings.imexNames());
    }

    /** Read here, as the parser itself would print what is no UTF-8. */
    private static String text(Path file) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new CaptureException(String.valueOf(file.getFileName()), "is not UTF-8 text");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new CaptureException(
                        String.valueOf(file.getFileName()), "is larger than " + MAX_FILE_BYTES + " bytes");
            }
            return bytes;
        }
    }
}
