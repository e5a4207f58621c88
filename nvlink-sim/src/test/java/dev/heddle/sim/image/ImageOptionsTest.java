package dev.heddle.sim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageOptionsTest {

    @Test
    void whatIsNotSaidIsTwoThousandRacksThatStandStill() {
        assertThat(ImageOptions.parse()).isEqualTo(new ImageOptions(2000, 42, 0, 0, 8490, Path.of(".heddle/image")));
    }

    @Test
    void everyOptionIsTaken() {
        assertThat(ImageOptions.parse(
                        "--racks",
                        "3",
                        "--seed",
                        "-1",
                        "--compute-domains",
                        "2",
                        "--changes",
                        "200",
                        "--port",
                        "0",
                        "--data",
                        "d"))
                .isEqualTo(new ImageOptions(3, -1, 2, 200, 0, Path.of("d")));
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageOptions.parse("--racks", "0"))
                .withMessage("--racks is 1 to 10000, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageOptions.parse("--changes", "many"))
                .withMessage("--changes is a whole number, not 'many'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageOptions.parse("--port"))
                .withMessage("--port needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageOptions.parse("--wreck", "1"))
                .withMessageStartingWith("unknown option '--wreck'");
    }
}
