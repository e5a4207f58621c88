package dev.heddle.agent.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heddle.agent.NodeAgent;
import dev.heddle.agent.NodeAgentApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class NodeAgentApplicationIT {

    @TempDir
    Path folder;

    @Test
    void agentOfACaptureRunsAndTellsHowItDoes() throws Exception {
        int port = freePort();
        try (ConfigurableApplicationContext context = run("--heddle.agent.status-port=" + port)) {
            NodeAgent agent = context.getBean(NodeAgent.class);
            await().until(() -> agent.status().gpus() == 2);

            assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(port, "/status").body()).contains("\"gpus\" : 2").contains("\"record\" : \"AMNESIA\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --heddle.agent.coordinators=             | heddle.agent.coordinators is empty
                    --heddle.agent.coordinators=somewhere    | "somewhere", which is not host:port
                    --heddle.agent.node-name=Not_A_Name      | heddle.agent.node-name "Not_A_Name" is no DNS name
                    --heddle.agent.poll-interval=0s          | heddle.agent.poll-interval must be between
                    --heddle.agent.capture.smi=/no/such/file | heddle.agent.capture.smi names /no/such/file
                    --heddle.agent.capture.imex=/no/such     | heddle.agent.capture.imex names /no/such
                    --heddle.agent.capture.imex-channels=-1  | heddle.agent.capture.imex-channels must be
                    --heddle.agent.status-port=70000         | heddle.agent.status-port must be
                    --heddle.agent.proc-root=/no/such        | The boot id of this node cannot be read
                    --heddle.agent.rack-name=a b             | heddle.agent.rack-name must be printable
                    """)
    void wrongConfigurationIsRefusedWithOneSentence(String argument, String sentence) {
        assertThatThrownBy(() -> run(argument).close())
                .rootCause()
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageEndingWith(".");
    }

    @Test
    void takenStatusPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> run("--heddle.agent.status-port=" + taken.getLocalPort())
                            .close())
                    .rootCause()
                    .hasMessageContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }

    private ConfigurableApplicationContext run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--heddle.agent.node-name=tray-1",
                "--heddle.agent.coordinators=127.0.0.1:1",
                "--heddle.agent.state-directory=" + folder.resolve("state"),
                "--heddle.agent.device-root=" + folder.resolve("root"),
                "--heddle.agent.cdi-root=" + folder.resolve("cdi"),
                "--heddle.agent.status-port=0",
                "--heddle.agent.capture.smi=" + capture()));
        for (String argument : arguments) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            all.removeIf(given -> given.startsWith(name));
            all.add(argument);
        }
        return SpringApplication.run(NodeAgentApplication.class, all.toArray(String[]::new));
    }

    private static Path capture() throws Exception {
        return Path.of(Objects.requireNonNull(NodeAgentApplicationIT.class.getResource("/captures/tray.xml"))
                .toURI());
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
