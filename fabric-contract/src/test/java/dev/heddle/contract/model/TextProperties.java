package dev.heddle.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ids may look like, against patterns that say the same. */
class TextProperties {

    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,128}");
    private static final String CHARACTERS = "aabz09-.-. !~A_\u00e9\n";
    private static final int[] LENGTHS = {0, 1, 2, 3, 5, 62, 63, 64, 127, 128, 129, 252, 253, 254};
    private static final int TEXTS = 200;

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void idsAreWhatThePatternsSay(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            assertThat(Text.isDnsSubdomain(text))
                    .as(text)
                    .isEqualTo(SUBDOMAIN.matcher(text).matches());
            assertThat(Text.isDnsLabel(text))
                    .as(text)
                    .isEqualTo(LABEL.matcher(text).matches());
            if (TOKEN.matcher(text).matches()) {
                assertThat(Text.token("id", text)).isEqualTo(text);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> Text.token("id", text));
            }
        }
    }

    /** Mostly of the characters that are allowed, or hardly any text would be an id. */
    private static String text(Random random) {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        int kinds = random.nextInt(3) == 0 ? CHARACTERS.length() : 6 + random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(kinds)));
        }
        return text.toString();
    }
}
