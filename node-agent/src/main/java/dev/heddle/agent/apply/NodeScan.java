package dev.heddle.agent.apply;

import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.contract.model.Grant;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Looks for what grants have left on the node: CDI specs of ours, and channel device nodes whoever made them. */
final class NodeScan {

    /** ComputeDomain that a channel is shown under when no CDI spec says whose it is. */
    private static final String CHANNEL_ALONE = "found-channel-";

    private NodeScan() {}

    /**
     * Everything found, one entry for each CDI spec and for each channel that no spec names.
     *
     * @throws IOException if a folder cannot be read
     */
    static List<HeldEntry> find(Storage storage, NodePaths paths) throws IOException {
        TreeSet<Integer> channels = new TreeSet<>(channels(storage, paths));
        List<HeldEntry> found = new ArrayList<>();
        for (ComputeDomainUid uid : specs(storage, paths)) {
            Optional<Grant> grant = read(storage, paths, uid);
            grant.ifPresent(known -> {
                channels.remove(known.channel());
                found.add(new HeldEntry(known, Phase.FOUND));
            });
        }
        for (int channel : channels) {
            ComputeDomainUid nobody = new ComputeDomainUid(CHANNEL_ALONE + channel);
            found.add(new HeldEntry(CdiSpec.unreadable(nobody, channel), Phase.FOUND));
        }
        return found;
    }

    private static Optional<Grant> read(Storage storage, NodePaths paths, ComputeDomainUid uid) throws IOException {
        try {
            return Optional.of(CdiSpec.parse(uid, storage.read(paths.cdi(uid))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether this is a channel that no CDI spec names. */
    static boolean isChannelAlone(Grant grant) {
        return grant.computeDomain().value().equals(CHANNEL_ALONE + grant.channel());
    }

    /** ComputeDomains whose CDI spec is on the node. */
    static List<ComputeDomainUid> specs(Storage storage, NodePaths paths) throws IOException {
        return storage.list(paths.cdiRoot()).stream()
                .map(NodePaths::cdiOwner)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Channels that have a device node. */
    static List<Integer> channels(Storage storage, NodePaths paths) throws IOException {
        return storage.list(paths.channels()).stream()
                .map(NodePaths::channelNumber)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
    }
}
