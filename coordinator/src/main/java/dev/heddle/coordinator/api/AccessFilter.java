package dev.heddle.coordinator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Who may ask. Where a token is configured every request carries it, as a bearer or, for browsers, as the password of
 * Basic; health is free. Without a token only callers of a loopback name are heard, so that a page of another origin
 * cannot reach this server by a name of its own (DNS rebinding). No page of another origin may change anything.
 */
class AccessFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final ProblemWriter problems;
    private final Optional<byte[]> token;
    private final Hosts hosts;

    /**
     * Asks for {@code token} if there is one, else for one of {@code hosts}.
     */
    AccessFilter(ProblemWriter problems, Optional<byte[]> token, Hosts hosts) {
        this.problems = problems;
        this.token = token;
        this.hosts = hosts;
    }

    /**
     * Names that a server without a token answers to.
     *
     * @param names names beside the loopback ones
     * @param any whether any name will do
     */
    record Hosts(Set<String> names, boolean any) {

        Hosts {
            names = Set.copyOf(names);
        }

        private boolean take(@Nullable String host) {
            return any || host == null || Loopback.is(host) || names.contains(host);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Problem> problem = refusal(request, response);
        if (problem.isPresent()) {
            problems.write(problem.get(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request, HttpServletResponse response) {
        if (isHealth(request.getRequestURI())) {
            return Optional.empty();
        }
        if (token.isPresent() && !authorized(request, token.get())) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"heddle\"");
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"heddle\", charset=\"UTF-8\"");
            return Optional.of(Problem.of(HttpStatus.UNAUTHORIZED, "Unauthorized", "The token is missing or wrong.")
                    .with(new Problem.FieldError(
                            HttpHeaders.AUTHORIZATION, "is missing or wrong", "send Bearer and the token")));
        }
        if (token.isEmpty() && !hosts.take(name(request.getHeader(HttpHeaders.HOST)))) {
            return Optional.of(
                    Problem.of(HttpStatus.FORBIDDEN, "UnknownHost", "This server does not answer to that name.")
                            .with(new Problem.FieldError(
                                    HttpHeaders.HOST, "is not known", "add it to heddle.rest.allowed-hosts")));
        }
        if (!SAFE.contains(request.getMethod()) && crossSite(request)) {
            return Optional.of(
                    Problem.of(HttpStatus.FORBIDDEN, "CrossSite", "A page of another origin may not change anything."));
        }
        return Optional.empty();
    }

    private static boolean isHealth(String path) {
        return path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    }

    private static boolean authorized(HttpServletRequest request, byte[] token) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return false;
        }
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return same(token, header.substring(7).strip());
        }
        return header.regionMatches(true, 0, "Basic ", 0, 6)
                && password(header.substring(6).strip())
                        .filter(password -> same(token, password))
                        .isPresent();
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In a time that says nothing of where they differ. */
    private static boolean same(byte[] token, String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean crossSite(HttpServletRequest request) {
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = request.getHeader(HttpHeaders.HOST);
        if (origin == null || host == null) {
            return false;
        }
        try {
            return !host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** A Host header without its port. */
    private static @Nullable String name(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return null;
        }
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return (end > 0 ? host.substring(0, end) : host).toLowerCase(Locale.ROOT);
    }
}
