package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.FabricViews;
import dev.heddle.coordinator.engine.Engine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Gives each request its image, the newest or the one that its page began with, and says in the answer's headers which
 * it was and, on a standby, how old. A request that names a version to be seen waits for it for a moment.
 */
class ReadInterceptor implements HandlerInterceptor, HandlerMethodArgumentResolver {

    /** Header: version of the image that an answer is from. */
    static final String IMAGE = "Heddle-Image";

    private static final String ROLE = "Heddle-Role";
    private static final String STALENESS = "Heddle-Staleness-Ms";

    /** How long a request waits for a version. */
    static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private static final String READING = Reading.class.getName();
    private static final Set<String> NOT_OF_THE_LIST = Set.of("page", "limit", "minVersion");

    private final Engine engine;
    private final Indexes indexes;
    private final ImageWaits waits;
    private final Pages pages;

    ReadInterceptor(Engine engine, Indexes indexes, ImageWaits waits, Pages pages) {
        this.engine = engine;
        this.indexes = indexes;
        this.waits = waits;
        this.pages = pages;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        refuseWhileEmpty(request);
        awaitVersion(request.getParameter("minVersion"));
        Reading reading = reading(request);
        request.setAttribute(READING, reading);
        response.setHeader(IMAGE, reading.index().image().version().toString());
        response.setHeader("Cache-Control", "no-cache");
        Engine.Status status = engine.status();
        if (!status.leading()) {
            response.setHeader(ROLE, FabricViews.role(status));
            response.setHeader(STALENESS, Long.toString(status.stalenessMillis()));
        }
        return true;
    }

    /** A standby that has no picture yet does not know what there is; "not found" would be a lie. */
    private void refuseWhileEmpty(HttpServletRequest request) {
        boolean empty = engine.image().version().equals(ImageVersion.NONE)
                && !engine.status().leading();
        if (empty
                && request.getMethod().equals("GET")
                && !request.getRequestURI().endsWith("/members")) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "NotCaughtUp",
                            "This replica has just started and has no picture of the fabric yet.")
                    .retryAfter(1)
                    .thrown();
        }
    }

    private void awaitVersion(@Nullable String wanted) {
        if (wanted == null) {
            return;
        }
        ImageVersion version = version("minVersion", wanted);
        Image image = waits.await(newest -> newest.version().compareTo(version) >= 0, MAX_WAIT);
        if (image.version().compareTo(version) < 0) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "VersionNotReached",
                            "This replica is at " + image.version() + ", before " + version + ".")
                    .retryAfter(1)
                    .thrown();
        }
    }

    /** Reads a version that a client names. */
    static ImageVersion version(String parameter, String text) {
        try {
            return ImageVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.field(
                            "InvalidParameter",
                            parameter,
                            "is not a version",
                            "write <epoch>.<sequence>, as in the header " + IMAGE)
                    .thrown();
        }
    }

    private Reading reading(HttpServletRequest request) {
        String list = list(request);
        String page = request.getParameter("page");
        int limit = limit(request.getParameter("limit"));
        if (page == null) {
            return new Reading(indexes.newest(), 0, limit, list);
        }
        PageToken token = PageToken.decode(page)
                .filter(known -> known.fits(list))
                .orElseThrow(() -> Problem.field(
                                "InvalidParameter",
                                "page",
                                "is not a token of this list",
                                "take nextPage of the page before, with the same filters")
                        .thrown());
        FabricIndex index = pages.pinned(token.version())
                .orElseThrow(() -> Problem.of(
                                HttpStatus.GONE,
                                "PageExpired",
                                "The image of that list is no longer kept; begin again without page.")
                        .thrown());
        return new Reading(index, token.offset(), limit, list);
    }

    private static String list(HttpServletRequest request) {
        return request.getRequestURI() + "?"
                + new TreeMap<>(request.getParameterMap())
                        .entrySet().stream()
                                .filter(entry -> !NOT_OF_THE_LIST.contains(entry.getKey()))
                                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return Pages.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Pages.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw Problem.field(
                        "InvalidParameter",
                        "limit",
                        "is out of range",
                        "write a whole number from 1 to " + Pages.MAX_LIMIT)
                .thrown();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Reading.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(READING, RequestAttributes.SCOPE_REQUEST);
    }
}
