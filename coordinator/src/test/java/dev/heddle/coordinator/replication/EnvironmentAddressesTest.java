package dev.heddle.coordinator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class EnvironmentAddressesTest {

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("server.port", "8480").withProperty("spring.grpc.server.port", "8580");
    private final EnvironmentAddresses addresses = new EnvironmentAddresses(environment);

    @Test
    void withoutAnythingElseItIsReachedOnLoopback() {
        assertThat(addresses.rest()).contains("http://127.0.0.1:8480");
        assertThat(addresses.grpc()).contains("127.0.0.1:8580");
    }

    @Test
    void portsAreThoseThatWereBound() {
        environment.setProperty("server.port", "0");
        environment.setProperty("local.server.port", "41001");
        environment.setProperty("local.grpc.server.port", "41002");
        assertThat(addresses.rest()).contains("http://127.0.0.1:41001");
        assertThat(addresses.grpc()).contains("127.0.0.1:41002");
    }

    @Test
    void agentsAreSentToThePodsAddressWhereThePortIsOpenAtAll() {
        environment.setProperty("spring.grpc.server.address", "0.0.0.0");
        environment.setProperty("heddle.leadership.rest-address", "https://10.1.2.3:8480");
        assertThat(addresses.grpc()).contains("10.1.2.3:8580");
        environment.setProperty("heddle.leadership.rest-address", "https://[fd00::3]:8480");
        assertThat(addresses.grpc()).contains("[fd00::3]:8580");
    }

    @Test
    void nobodyIsSentToAnAddressThatIsEveryones() {
        environment.setProperty("spring.grpc.server.address", "*");
        assertThat(addresses.grpc()).isEmpty();
    }
}
