package dev.heddle.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "-5, 0s",
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "312, 5m12s",
        "599, 9m59s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11100, 3h5m",
        "172799, 47h59m",
        "172800, 2d",
        "180000, 2d2h"
    })
    void lengthsHaveAtMostTwoUnits(long seconds, String shown) {
        assertThat(Ages.human(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "15m, PT15M", "2h, PT2H", "1d, PT24H", "1h30m, PT1H30M", "1d2h, PT26H", "45, PT45S"})
    void timesAreReadAsPeopleWriteThem(String written, Duration meant) {
        assertThat(Ages.parse(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "-5m", "2 hours", "1m1h", "99999999999", "1.5h"})
    void whatIsNoTimeIsRefusedWithAnExample(String written) {
        assertThatThrownBy(() -> Ages.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write 90s, 15m, 2h or 1d");
    }

    @Test
    void anUnreadableInstantIsADash() {
        assertThat(Ages.since("yesterday", Instant.EPOCH)).isEqualTo("-");
        assertThat(Ages.until("", Instant.EPOCH)).isEqualTo("-");
    }
}
