package dev.heddle.coordinator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * REST is offered to other machines only with TLS and a token, or where somebody said {@code heddle.insecure=true}. The
 * agents' gRPC, which cannot tell one agent from another yet, only where somebody said so.
 */
final class BindGuard {

    private BindGuard() {}

    private static final String AGENT_AUTHENTICATION = "authentication of agents, which this version does not have";

    /** What an operator is told while the guard is off. */
    static final String WARNING =
            "heddle.insecure is set: anyone who reaches this server can read and change everything.";

    /** Whether somebody switched the guard off. */
    static boolean insecure(Environment environment) {
        return environment.getProperty("heddle.insecure", Boolean.class, false);
    }

    /** @throws InsecureBindException if the configuration opens a server without a guard */
    static void check(Environment environment) {
        List<String> open = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        if (isOpen(environment, "server.address")) {
            open.add(named(environment, "server.address"));
            missing.addAll(missingForRest(environment));
        }
        if (isOpen(environment, "spring.grpc.server.address")) {
            open.add(named(environment, "spring.grpc.server.address"));
            missing.add(AGENT_AUTHENTICATION);
        }
        if (!missing.isEmpty() && !insecure(environment)) {
            throw new InsecureBindException(open, missing);
        }
    }

    private static boolean isOpen(Environment environment, String property) {
        return !Loopback.is(environment.getProperty(property, "*"));
    }

    private static String named(Environment environment, String property) {
        return property + "=" + environment.getProperty(property, "*");
    }

    private static List<String> missingForRest(Environment environment) {
        List<String> missing = new ArrayList<>();
        boolean tls = Stream.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store")
                .anyMatch(environment::containsProperty);
        if (!tls) {
            missing.add("server.ssl.bundle");
        }
        if (environment.getProperty("heddle.rest.token-file", "").isEmpty()) {
            missing.add("heddle.rest.token-file");
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
