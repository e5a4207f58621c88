package dev.heddle.sim.exhaustive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that uses what a CDI spec gave it. It starts as soon as the spec is there, and outlives it.
 *
 * @param computeDomain uid of its ComputeDomain
 * @param channel the channel that it has open, 0 = none
 * @param gpus UUIDs of the GPUs that it runs on
 */
record Workload(String computeDomain, int channel, List<String> gpus) {

    private static final Pattern UID = Pattern.compile("HEDDLE_COMPUTE_DOMAIN_UID=([^\"]*)");
    private static final Pattern CHANNEL = Pattern.compile("HEDDLE_CHANNEL=([0-9]+)");
    private static final Pattern GPUS = Pattern.compile("HEDDLE_GPUS=([^\"]*)");

    Workload {
        gpus = List.copyOf(gpus);
    }

    /** What a CDI spec lets a container do. */
    static Optional<Workload> of(Disk.File spec) {
        String text = new String(spec.bytes(), StandardCharsets.UTF_8);
        Optional<String> uid = first(UID, text);
        return uid.map(name -> new Workload(
                name,
                Integer.parseInt(first(CHANNEL, text).orElse("0")),
                List.of(first(GPUS, text).orElse("").split(","))));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
