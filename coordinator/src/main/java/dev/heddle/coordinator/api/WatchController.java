package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.ImageVersion;
import dev.heddle.coordinator.api.dto.DeltaDto;
import dev.heddle.coordinator.api.watch.EventStream;
import dev.heddle.coordinator.api.watch.WatchHub;
import dev.heddle.coordinator.api.watch.Watcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The live feed. Each reader has its request's own virtual thread; a slow one blocks that and nothing else. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "watch")
class WatchController {

    private static final Logger LOG = LoggerFactory.getLogger(WatchController.class);

    private static final int RETRY_SECONDS = 5;

    private final WatchHub hub;
    private final JsonMapper mapper;

    WatchController(WatchHub hub, JsonMapper mapper, MeterRegistry registry) {
        this.hub = hub;
        this.mapper = mapper;
        Gauge.builder("heddle.watchers", hub, WatchHub::watchers).register(registry);
    }

    @Operation(
            summary = "The live feed",
            description =
                    "Server-sent events: first snapshot, then delta at most five times a second, bookmark every 15 s."
                            + " With rack=NAME also rack, with the body of /racks/NAME, when that changes. Last-Event-ID, or from,"
                            + " goes on from there; where that is not known any more, a snapshot comes again.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                            schema = @Schema(implementation = DeltaDto.class))))
    @GetMapping("/watch")
    void watch(
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String rack,
            Reading reading,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (rack != null && reading.index().rack(rack).isEmpty()) {
            throw Problem.notFound("rack", rack).thrown();
        }
        feed(resume(from, request), new Watcher.Topic(Optional.ofNullable(rack), true), response);
    }

    @Hidden
    @GetMapping(path = "/compute-domains", params = "watch=true")
    void computeDomains(@RequestParam @Nullable String from, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        feed(resume(from, request), new Watcher.Topic(Optional.empty(), false), response);
    }

    /** A token that cannot be read is like one that is too old: the feed begins again. */
    private static Optional<ImageVersion> resume(@Nullable String from, HttpServletRequest request) {
        String last = request.getHeader("Last-Event-ID");
        String token = last == null ? from : last;
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImageVersion.parse(token));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void feed(Optional<ImageVersion> resume, Watcher.Topic topic, HttpServletResponse response)
            throws IOException {
        Optional<WatchHub.Place> place = hub.open();
        if (place.isEmpty()) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "TooManyWatchers",
                            "This replica feeds " + WatchHub.MAX_WATCHERS + " readers already; ask another one.")
                    .retryAfter(RETRY_SECONDS)
                    .thrown();
        }
        try (WatchHub.Place taken = place.get()) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            new Watcher(taken, new EventStream(response.getOutputStream(), mapper), topic).run(resume);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a reader went away");
        }
    }
}
