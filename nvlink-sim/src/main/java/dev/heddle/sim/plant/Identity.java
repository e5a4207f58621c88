package dev.heddle.sim.plant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/** Identities drawn from a seed and a label: the same for the same input, for ever, whatever else there is. */
public final class Identity {

    private final long seed;

    /** Identities of the world with this seed. */
    public Identity(long seed) {
        this.seed = seed;
    }

    /** A random-looking UUID (version 4). */
    public UUID uuid(String label) {
        ByteBuffer bytes = digest(label);
        long high = (bytes.getLong() & ~0xF000L) | 0x4000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A serial number of 13 digits. */
    public String serial(String prefix, String label) {
        int digits = 13 - prefix.length();
        long bound = Math.powExact(10L, digits);
        return prefix + String.format(Locale.ROOT, "%0" + digits + "d", Math.floorMod(number(label), bound));
    }

    /** A GUID as {@code nvidia-smi} prints it. */
    public String guid(String label) {
        return String.format(Locale.ROOT, "0x%016x", number(label));
    }

    private long number(String label) {
        return digest(label).getLong();
    }

    private ByteBuffer digest(String label) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest((seed + "|" + label).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
