package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Who may ask. */
class AccessFilterTest {

    private static final String TOKEN = "a-token-of-some-length";

    private final ProblemWriter problems = new ProblemWriter(new JsonMapper());
    private final AccessFilter guarded = new AccessFilter(
            problems, Optional.of(TOKEN.getBytes(StandardCharsets.UTF_8)), new AccessFilter.Hosts(Set.of(), false));
    private final AccessFilter open =
            new AccessFilter(problems, Optional.empty(), new AccessFilter.Hosts(Set.of("heddle.example"), false));

    private static MockHttpServletResponse ask(AccessFilter filter, MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(String method, String path, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", host);
        return request;
    }

    private static MockHttpServletRequest authorized(String header) {
        MockHttpServletRequest request = request("GET", "/api/v1/racks", "heddle.example");
        request.addHeader("Authorization", header);
        return request;
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyRequestCarriesTheTokenButHealth() throws Exception {
        MockHttpServletResponse refused = ask(guarded, request("GET", "/api/v1/racks", "127.0.0.1"));
        assertThat(refused.getStatus()).isEqualTo(401);
        assertThat(refused.getHeaders("WWW-Authenticate")).hasSize(2);
        assertThat(refused.getContentAsString()).contains("Unauthorized");
        assertThat(ask(guarded, request("GET", "/actuator/prometheus", "127.0.0.1"))
                        .getStatus())
                .isEqualTo(401);
        assertThat(ask(guarded, request("GET", "/actuator/healthy", "127.0.0.1"))
                        .getStatus())
                .isEqualTo(401);
        assertThat(ask(guarded, request("GET", "/actuator/health", "10.0.0.1")).getStatus())
                .isEqualTo(200);
        assertThat(ask(guarded, request("GET", "/actuator/health/liveness", "10.0.0.1"))
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void tokenIsTakenAsBearerOrAsPassword() throws Exception {
        assertThat(ask(guarded, authorized("Bearer " + TOKEN)).getStatus()).isEqualTo(200);
        assertThat(ask(guarded, authorized("bearer  " + TOKEN)).getStatus()).isEqualTo(200);
        assertThat(ask(guarded, authorized(basic("someone:" + TOKEN))).getStatus())
                .isEqualTo(200);
        for (String wrong : new String[] {
            "Bearer", "Bearer x", "Bearer " + TOKEN + "x", "Basic ???", basic(TOKEN), basic("a:b"), "Digest " + TOKEN
        }) {
            assertThat(ask(guarded, authorized(wrong)).getStatus()).as(wrong).isEqualTo(401);
        }
    }

    @Test
    void withoutATokenOnlyKnownNamesAreAnswered() throws Exception {
        for (String known : new String[] {
            "localhost", "localhost:8480", "127.0.0.1:8480", "[::1]:8480", "[::1]", "HEDDLE.example:80", "a.localhost"
        }) {
            assertThat(ask(open, request("GET", "/", known)).getStatus())
                    .as(known)
                    .isEqualTo(200);
        }
        for (String other : new String[] {"evil.example", "localhost.evil.example:8480", "127.0.0.1.evil.example"}) {
            assertThat(ask(open, request("GET", "/", other)).getStatus())
                    .as(other)
                    .isEqualTo(403);
        }
    }

    @Test
    void pageOfAnotherOriginChangesNothing() throws Exception {
        for (String method : new String[] {"POST", "DELETE", "PUT", "PATCH"}) {
            MockHttpServletRequest foreign = request(method, "/api/v1/x", "localhost:8480");
            foreign.addHeader("Origin", "http://localhost:9999");
            assertThat(ask(open, foreign).getStatus()).isEqualTo(403);
            MockHttpServletRequest own = request(method, "/api/v1/x", "localhost:8480");
            own.addHeader("Origin", "http://localhost:8480");
            assertThat(ask(open, own).getStatus()).isEqualTo(200);
            MockHttpServletRequest hidden = request(method, "/api/v1/x", "localhost:8480");
            hidden.addHeader("Origin", "null");
            assertThat(ask(open, hidden).getStatus()).isEqualTo(403);
            MockHttpServletRequest fetched = request(method, "/api/v1/x", "localhost:8480");
            fetched.addHeader("Sec-Fetch-Site", "cross-site");
            assertThat(ask(open, fetched).getStatus()).isEqualTo(403);
        }
    }
}
