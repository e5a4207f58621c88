package dev.heddle.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.agent.connect.Target;
import dev.heddle.contract.model.NodeName;
import dev.heddle.sim.fleet.CaptureNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimOptionsTest {

    @Test
    void everyOptionIsReadInBothForms() {
        SimOptions options = SimOptions.parse(
                "--racks",
                "3",
                "--seed=-7",
                "--data",
                "/tmp/x",
                "--coordinators",
                "127.0.0.1:1,[::1]:2",
                "--control-port=0",
                "--exit-with-parent");

        assertThat(options.racks()).hasValue(3);
        assertThat(options.seed()).hasValue(-7);
        assertThat(options.data()).isEqualTo(Path.of("/tmp/x"));
        assertThat(options.coordinators()).containsExactly(new Target("127.0.0.1", 1), new Target("::1", 2));
        assertThat(options.controlPort()).isZero();
        assertThat(options.exitWithParent()).isTrue();
        assertThat(options.train()).isFalse();
    }

    @Test
    void whatIsNotSaidIsLeftToTheDataFolder() {
        assertThat(SimOptions.parse().racks()).isEmpty();
        assertThat(SimOptions.parse().seed()).isEmpty();
    }

    @Test
    void capturesAreReadAsOftenAsTheyAreGiven() {
        SimOptions options =
                SimOptions.parse("--capture", "h100=/x/smi.xml", "--capture=gb=/y.xml,imex=/z.json,self=1.2.3.4");

        assertThat(options.captures())
                .containsExactly(
                        new CaptureNode(new NodeName("h100"), Path.of("/x/smi.xml"), Optional.empty(), ""),
                        new CaptureNode(
                                new NodeName("gb"), Path.of("/y.xml"), Optional.of(Path.of("/z.json")), "1.2.3.4"));
        assertThatThrownBy(() -> SimOptions.parse("--capture", "h100")).hasMessageContaining("NAME=SMI-XML");
        assertThatThrownBy(() -> SimOptions.parse("--capture", "a=/x,what=1")).hasMessageContaining("NAME=SMI-XML");
    }

    @Test
    void aWrongOptionIsAnsweredWithASentence() {
        assertThatThrownBy(() -> SimOptions.parse("--racks", "0")).hasMessage("--racks must be 1 to 10000, was 0");
        assertThatThrownBy(() -> SimOptions.parse("--racks", "many")).hasMessageContaining("needs a number");
        assertThatThrownBy(() -> SimOptions.parse("--racks")).hasMessage("--racks needs a value");
        assertThatThrownBy(() -> SimOptions.parse("--rakcs", "3")).hasMessageContaining("unknown option '--rakcs'");
        assertThatThrownBy(() -> SimOptions.parse("--coordinators", "nowhere")).hasMessageContaining("host:port");
    }
}
