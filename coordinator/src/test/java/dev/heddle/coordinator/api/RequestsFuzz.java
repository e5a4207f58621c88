package dev.heddle.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of requests, led by what they reach in the server: an answer each time, never a fault. */
class RequestsFuzz extends ApiTest {

    private static final Pattern MADE =
            Pattern.compile("HTTP/1\\.1 201 .*\nLocation: (?:http://[^/]*)?(\\S+)\r.*", Pattern.DOTALL);

    @BeforeEach
    void someRacks() {
        fleet(2, 2);
    }

    static Stream<byte[]> bodies() {
        List<byte[]> inputs = new ArrayList<>();
        for (String body : HostileRequestsTest.BODIES) {
            byte[] bytes = (" " + body).getBytes(StandardCharsets.UTF_8);
            bytes[0] = (byte) inputs.size();
            inputs.add(bytes);
        }
        return inputs.stream();
    }

    @MethodSource("bodies")
    @FuzzTest
    void requestIsAnsweredWithoutAFault(byte[] input) throws Exception {
        BugDetectors.allowNetworkConnections((host, to) -> to == port);
        if (input.length == 0) {
            return;
        }
        String path = HostileRequestsTest.POSTS.get(Math.floorMod(input[0], HostileRequestsTest.POSTS.size()));
        byte[] request = HostileRequestsTest.request("POST", path, Arrays.copyOfRange(input, 1, input.length));
        String answer = HostileRequestsTest.ask(port, request);
        assertThat(answer).startsWith("HTTP/1.1 ").matches(HostileRequestsTest.NO_FAULT);
        Matcher made = MADE.matcher(answer);
        if (made.matches()) {
            delete(made.group(1));
        }
    }
}
