package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ClientTurnsFilterTest {

    private static final int AT_ONCE = 3;

    private final ClientTurnsFilter filter =
            new ClientTurnsFilter(new ProblemWriter(JsonMapper.builder().build()), AT_ONCE, Duration.ZERO);

    @Test
    void aClientThatAsksForManyChangesAtOnceTakesNobodyElsesTurn() throws Exception {
        beside(AT_ONCE, () -> {
            assertThat(status(request("10.0.0.1"))).isEqualTo(429);
            assertThat(status(request("10.0.0.2"))).isEqualTo(200);
        });
        assertThat(status(request("10.0.0.1"))).isEqualTo(200);
    }

    @Test
    void whatAStandbyHandsOnCountsAsItsClients() throws Exception {
        beside(AT_ONCE, () -> {
            MockHttpServletRequest handedOn = request("10.0.0.9");
            handedOn.addHeader(LeaderForwardFilter.FORWARDED, "replica-2");
            handedOn.addHeader(LeaderForwardFilter.CLIENT, "10.0.0.1");
            assertThat(status(handedOn)).isEqualTo(429);
            MockHttpServletRequest own = request("10.0.0.1");
            own.addHeader(LeaderForwardFilter.CLIENT, "10.0.0.2");
            assertThat(status(own)).isEqualTo(429);
        });
    }

    @Test
    void readsTakeNoTurn() throws Exception {
        beside(AT_ONCE, () -> {
            MockHttpServletRequest read = request("10.0.0.1");
            read.setMethod("GET");
            assertThat(status(read)).isEqualTo(200);
        });
    }

    private interface Step {
        void take() throws ServletException, IOException;
    }

    /** Takes a step while {@code requests} of 10.0.0.1 are being answered. */
    private void beside(int requests, Step step) throws ServletException, IOException {
        if (requests == 0) {
            step.take();
            return;
        }
        filter.doFilter(request("10.0.0.1"), new MockHttpServletResponse(), (request, response) -> {
            beside(requests - 1, step);
        });
    }

    private int status(MockHttpServletRequest request) throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    private static MockHttpServletRequest request(String client) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/compute-domains");
        request.setRemoteAddr(client);
        return request;
    }
}
