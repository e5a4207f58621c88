package dev.heddle.coordinator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * REST and the agents' gRPC are offered to other machines only with TLS, a REST token and an agents' join token, or
 * where somebody said {@code heddle.insecure=true}.
 */
final class BindGuard {

    private BindGuard() {}

    /** What an operator is told while the guard is off. */
    static final String WARNING =
            "heddle.insecure is set: anyone who reaches this server can read and change everything.";

    /** Whether somebody switched the guard off. */
    static boolean insecure(Environment environment) {
        return environment.getProperty("heddle.insecure", Boolean.class, false);
    }

    /** @throws InsecureBindException if the configuration opens the server without a guard */
    static void check(Environment environment) {
        List<String> open = Stream.of("server.address", "spring.grpc.server.address")
                .filter(property -> !Loopback.is(environment.getProperty(property, "*")))
                .map(property -> property + "=" + environment.getProperty(property, "*"))
                .toList();
        List<String> missing = missing(environment);
        if (!open.isEmpty() && !missing.isEmpty() && !insecure(environment)) {
            throw new InsecureBindException(open, missing);
        }
    }

    private static List<String> missing(Environment environment) {
        List<String> missing = new ArrayList<>();
        boolean tls = Stream.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store")
                .anyMatch(environment::containsProperty);
        if (!tls) {
            missing.add("server.ssl.bundle");
        }
        for (String property : List.of("heddle.rest.token-file", "heddle.agents.join-token-file")) {
            if (environment.getProperty(property, "").isEmpty()) {
                missing.add(property);
            }
        }
        return missing;
    }

    /** The server would be open to other machines without a guard. */
    static final class InsecureBindException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InsecureBindException(List<String> open, List<String> missing) {
            super("The server would be open to other machines (" + String.join(", ", open) + ") without "
                    + String.join(", ", missing) + ".");
        }
    }
}
