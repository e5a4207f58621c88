package dev.heddle.agent.apply;

import dev.heddle.contract.model.ComputeDomainUid;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the agent's traces lie on a node.
 *
 * @param deviceRoot folder that holds {@code dev}, {@code /} on a real node
 * @param cdiRoot folder of CDI specs, {@code /var/run/cdi} on a real node
 */
public record NodePaths(Path deviceRoot, Path cdiRoot) {

    private static final String CDI_PREFIX = "heddle.dev-computedomain_";
    private static final Pattern CDI_FILE = Pattern.compile(Pattern.quote(CDI_PREFIX) + "(.+)\\.json");
    private static final Pattern CHANNEL = Pattern.compile("channel([1-9][0-9]{0,6})");
    private static final Pattern FILE_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** Folder of channel device nodes inside a container, and below the device root outside. */
    static final String CHANNELS = "dev/nvidia-caps-imex-channels";

    static boolean isFileSafe(String uid) {
        return FILE_SAFE.matcher(uid).matches();
    }

    /** Folder of the channel device nodes. */
    public Path channels() {
        return deviceRoot.resolve(CHANNELS);
    }

    /** Device node of a channel. */
    public Path channel(int channel) {
        return channels().resolve("channel" + channel);
    }

    /** CDI spec of a grant. */
    public Path cdi(ComputeDomainUid uid) {
        return cdiRoot.resolve(CDI_PREFIX + uid + ".json");
    }

    /** Whose CDI spec has this file name, if it is one of ours. */
    static Optional<ComputeDomainUid> cdiOwner(String fileName) {
        Matcher matcher = CDI_FILE.matcher(fileName);
        return matcher.matches() && isFileSafe(matcher.group(1))
                ? Optional.of(new ComputeDomainUid(matcher.group(1)))
                : Optional.empty();
    }

    /** Number of the channel whose device node has this file name; channel 0 is never ours. */
    static OptionalInt channelNumber(String fileName) {
        Matcher matcher = CHANNEL.matcher(fileName);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
