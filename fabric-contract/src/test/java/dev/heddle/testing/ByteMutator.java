package dev.heddle.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages bytes as a broken disk, a half-written file or somebody hostile would: cut, flipped, dropped, repeated and
 * replaced by what parsers trip over. The same generator gives the same damage.
 */
public final class ByteMutator {

    /** Bytes that one mutation adds at most. */
    public static final int MAX_GROWTH = 1 << 16;

    /** Numbers at the edges of every type that a number may be read into. */
    public static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "17",
            "255",
            "65536",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e400",
            "0x7f",
            "00",
            "1.5",
            "9".repeat(400),
            "NaN");

    private static final int MAX_STEPS = 4;
    private static final int MAX_BLOCK = 64;

    private final RandomGenerator random;
    private final List<byte[]> tokens;

    /**
     * Draws from {@code random}.
     *
     * @param tokens texts that mean something in the format, at least one
     */
    public ByteMutator(RandomGenerator random, List<String> tokens) {
        this.random = random;
        this.tokens = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** One to four kinds of damage. */
    public byte[] mutate(byte[] input) {
        byte[] result = input;
        for (int step = random.nextInt(MAX_STEPS); step >= 0; step--) {
            result = once(result);
        }
        return result;
    }

    private byte[] once(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(MAX_BLOCK));
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(input, from);
            case 1 -> flipped(input);
            case 2 -> spliced(input, from, to, new byte[0]);
            case 3 -> spliced(input, from, from, repeated(Arrays.copyOfRange(input, from, to)));
            case 4 -> spliced(input, from, to, token());
            case 5 -> spliced(input, from, from, token());
            case 6 -> renumbered(input, from);
            case 7 -> swapped(input, from, to);
            default -> overwritten(input);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] result = input.clone();
        if (result.length > 0) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private byte[] overwritten(byte[] input) {
        byte[] result = input.clone();
        for (int i = random.nextInt(8); i >= 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt();
        }
        return result;
    }

    private byte[] token() {
        return tokens.get(random.nextInt(tokens.size()));
    }

    private byte[] repeated(byte[] block) {
        int most = block.length == 0 ? 0 : MAX_GROWTH / block.length;
        int times = most == 0 ? 0 : 1 + random.nextInt(random.nextInt(8) == 0 ? most : Math.min(most, 8));
        byte[] result = new byte[block.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(block, 0, result, i * block.length, block.length);
        }
        return result;
    }

    /** Puts another number in the place of the next one. */
    private byte[] renumbered(byte[] input, int from) {
        int start = from;
        while (start < input.length && !digit(input[start])) {
            start++;
        }
        int end = start;
        while (end < input.length && digit(input[end])) {
            end++;
        }
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return end == start ? input : spliced(input, start, end, number.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean digit(byte value) {
        return value >= '0' && value <= '9';
    }

    private byte[] swapped(byte[] input, int from, int to) {
        byte[] block = Arrays.copyOfRange(input, from, to);
        byte[] without = spliced(input, from, to, new byte[0]);
        int at = random.nextInt(without.length + 1);
        return spliced(without, at, at, block);
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        byte[] result = new byte[from + middle.length + input.length - to];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(input, to, result, from + middle.length, input.length - to);
        return result;
    }
}
