package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The server opens itself to other machines only behind a guard. */
class BindGuardTest {

    private static MockEnvironment bound(String rest, String grpc) {
        return new MockEnvironment()
                .withProperty("server.address", rest)
                .withProperty("spring.grpc.server.address", grpc);
    }

    @Test
    void loopbackNeedsNoGuard() {
        assertThatCode(() -> BindGuard.check(bound("127.0.0.1", "::1"))).doesNotThrowAnyException();
    }

    @Test
    void anotherAddressNamesWhatIsMissing() {
        assertThatThrownBy(() -> BindGuard.check(bound("0.0.0.0", "127.0.0.1")))
                .isInstanceOf(BindGuard.InsecureBindException.class)
                .hasMessageContaining("server.address=0.0.0.0")
                .hasMessageContaining("server.ssl.bundle")
                .hasMessageContaining("heddle.rest.token-file");
        assertThatThrownBy(() -> BindGuard.check(bound("127.0.0.1", "10.0.0.4")))
                .hasMessageContaining("spring.grpc.server.address=10.0.0.4");
        assertThatThrownBy(() -> BindGuard.check(new MockEnvironment()))
                .as("no address is every address")
                .isInstanceOf(BindGuard.InsecureBindException.class);
    }

    @Test
    void guardedServerMayBeReached() {
        MockEnvironment environment = bound("0.0.0.0", "127.0.0.1")
                .withProperty("server.ssl.bundle", "web")
                .withProperty("heddle.rest.token-file", "/etc/heddle/token");
        assertThatCode(() -> BindGuard.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void agentsCannotBeToldApartSoTheirPortStaysLocal() {
        MockEnvironment environment =
                bound("127.0.0.1", "0.0.0.0").withProperty("spring.grpc.server.ssl.bundle", "srv");
        assertThatThrownBy(() -> BindGuard.check(environment)).hasMessageContaining("authentication of agents");
    }

    @Test
    void whoeverAcceptsTheRiskIsWarnedForAsLongAsItLasts() {
        MockEnvironment environment = bound("0.0.0.0", "0.0.0.0").withProperty("heddle.insecure", "true");
        assertThatCode(() -> BindGuard.check(environment)).doesNotThrowAnyException();
        assertThat(BindGuard.insecure(environment)).isTrue();
        assertThat(BindGuard.WARNING).contains("heddle.insecure");
    }

    @Test
    void startThatIsRefusedSaysWhatToDo() {
        BindGuard.InsecureBindException refused = new BindGuard.InsecureBindException(
                java.util.List.of("server.address=0.0.0.0"), java.util.List.of("server.ssl.bundle"));
        assertThat(new InsecureBindFailureAnalyzer().analyze(refused, refused).getAction())
                .contains("127.0.0.1")
                .contains("heddle.insecure=true");
    }
}
