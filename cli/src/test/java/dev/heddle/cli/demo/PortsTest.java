package dev.heddle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.cli.console.CommandFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void anOccupiedPortIsNamedWithTheFix() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Ports.exactly(port, 1))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Port " + port + " is in use")
                    .hasMessageContaining("--port");
            assertThat(new Ports().near(port)).isNotEqualTo(port);
        }
    }

    @Test
    void noPortIsGivenTwice() throws Exception {
        Ports ports = new Ports();
        assertThat(ports.near(20_000)).isNotEqualTo(ports.near(20_000));
    }

    @Test
    void portsEndAt65535() {
        assertThatThrownBy(() -> Ports.exactly(65_535, 2)).isInstanceOf(CommandFailure.class);
        assertThatThrownBy(() -> Ports.exactly(0, 1)).isInstanceOf(CommandFailure.class);
    }
}
