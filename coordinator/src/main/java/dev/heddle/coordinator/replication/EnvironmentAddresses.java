package dev.heddle.coordinator.replication;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;

/** Addresses as configured, with ports as they were bound. */
record EnvironmentAddresses(Environment environment) implements ReplicaBoard.Addresses {

    /** Addresses to listen at that nobody can be sent to. */
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]", "*");

    @Override
    public Optional<String> rest() {
        return advertised().or(() -> port("local.server.port", "server.port").map(port -> "http://127.0.0.1:" + port));
    }

    @Override
    public Optional<String> grpc() {
        return grpcHost()
                .flatMap(host -> port("local.grpc.server.port", "spring.grpc.server.port")
                        .map(port -> host + ":" + port));
    }

    /** Where the agents' port is open at every address, this replica is where it says that REST is. */
    private Optional<String> grpcHost() {
        String host = environment.getProperty("spring.grpc.server.address", "127.0.0.1");
        return ANY.contains(host)
                ? advertised().map(address -> URI.create(address).getHost())
                : Optional.of(host);
    }

    private Optional<String> advertised() {
        return Optional.ofNullable(environment.getProperty("heddle.leadership.rest-address"));
    }

    private Optional<String> port(String bound, String configured) {
        return Optional.ofNullable(environment.getProperty(bound))
                .or(() -> Optional.ofNullable(environment.getProperty(configured)));
    }
}
