package dev.heddle.contract.wire;

import dev.heddle.contract.model.Desired;
import dev.heddle.contract.model.Grant;
import dev.heddle.contract.model.ImexNode;
import dev.heddle.contract.model.NodeName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;

/**
 * Fingerprints of desired states. Two Desired of one node with the same generation must have the same digest; the
 * epoch is left out, because a new leader sends the same orders again under its own.
 */
public final class Digests {

    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private static final String FORM = "heddle.desired.1";

    private Digests() {}

    /**
     * SHA-256 over the canonical form of everything but the epoch: every text as UTF-8 behind its length, every list
     * behind its size, numbers big-endian, grants ordered by ComputeDomain uid, members and IMEX nodes as they stand.
     */
    public static byte[] of(Desired desired) {
        Canon canon = new Canon();
        canon.text(FORM);
        canon.text(desired.cluster().value());
        canon.number(desired.stamp().generation());
        canon.text(desired.boot().value());
        canon.number(desired.scrub() ? 1 : 0);
        canon.number(desired.grants().size());
        desired.grants().stream()
                .sorted(Comparator.comparing(Grant::computeDomain))
                .forEach(grant -> grant(canon, grant));
        canon.number(desired.imexNodes().size());
        desired.imexNodes().forEach(node -> imexNode(canon, node));
        return canon.digest();
    }

    private static void grant(Canon canon, Grant grant) {
        canon.text(grant.computeDomain().value());
        canon.text(grant.name().value());
        canon.number(grant.channel());
        canon.number(grant.gpus().size());
        grant.gpus().forEach(gpu -> canon.text(gpu.value()));
        canon.number(grant.members().size());
        grant.members().forEach(member -> canon.text(member.value()));
    }

    private static void imexNode(Canon canon, ImexNode node) {
        canon.text(node.slotName());
        canon.text(node.node().map(NodeName::value).orElse(""));
        canon.text(node.address());
    }

    /** Gathers unambiguous bytes for a digest. */
    private static final class Canon {

        private ByteBuffer bytes = ByteBuffer.allocate(2_048);

        void number(long value) {
            room(Long.BYTES).putLong(value);
        }

        void text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            room(utf8.length).put(utf8);
        }

        private ByteBuffer room(int more) {
            if (bytes.remaining() < more) {
                bytes = ByteBuffer.allocate(2 * (bytes.capacity() + more)).put(bytes.flip());
            }
            return bytes;
        }

        byte[] digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(bytes.flip());
                return sha256.digest();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
