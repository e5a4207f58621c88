package dev.heddle.coordinator.api;

import dev.heddle.contract.model.ComputeDomainName;
import dev.heddle.contract.model.ComputeDomainUid;
import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.ComputeDomainRecord;
import dev.heddle.coordinator.allocation.ComputeDomainState;
import dev.heddle.coordinator.allocation.Image;
import dev.heddle.coordinator.allocation.Phase;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.api.dto.ComputeDomainDto;
import dev.heddle.coordinator.api.dto.ComputeDomainRequestDto;
import dev.heddle.coordinator.api.dto.Page;
import dev.heddle.coordinator.api.view.ComputeDomainViews;
import dev.heddle.coordinator.api.view.FabricIndex;
import dev.heddle.coordinator.api.view.PlacementViews;
import dev.heddle.coordinator.placement.Placement;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** ComputeDomains. */
@RestController
@RequestMapping(path = "/api/v1/compute-domains", produces = "application/json")
@Tag(name = "compute-domains")
class ComputeDomainController {

    /** Header: the client's own name for a create, good for asking again without making two. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Header: whether an earlier request with the same key made what is answered. */
    static final String REPLAYED = "Idempotency-Replayed";

    /** How long a read waits for a phase at most. */
    static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private static final String GONE = "Deleted";

    private final Pages pages;
    private final Indexes indexes;
    private final Replies replies;
    private final Placements placements;
    private final ImageWaits waits;

    ComputeDomainController(Pages pages, Indexes indexes, Replies replies, Placements placements, ImageWaits waits) {
        this.pages = pages;
        this.indexes = indexes;
        this.replies = replies;
        this.placements = placements;
        this.waits = waits;
    }

    @Operation(
            operationId = "createComputeDomain",
            summary = "Makes a ComputeDomain; dryRun=true only says what would come of it")
    @ApiResponse(responseCode = "201", description = "It exists", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "200", description = "What would come of it", useReturnTypeSchema = true)
    @PostMapping(consumes = "application/json")
    ResponseEntity<ComputeDomainDto> create(
            @RequestBody ComputeDomainRequestDto body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestParam(defaultValue = "false") boolean dryRun,
            Reading reading) {
        Checks.Wanted wanted = Checks.computeDomain(body);
        Optional<ComputeDomainRecord.Origin> origin = Checks.origin(key, wanted);
        if (dryRun) {
            return ResponseEntity.ok(planned(reading.index(), wanted));
        }
        Reply reply = replies.ask(new Command.Create(wanted.name(), wanted.spec(), origin, wanted.waitForCapacity()));
        if (!(reply instanceof Reply.Created created)) {
            throw new IllegalStateException("Not an answer to a create: " + reply);
        }
        FabricIndex index = indexes.newest();
        ComputeDomainDto dto = shown(index, created.computeDomain(), created.version());
        return answer(HttpStatus.CREATED, index, dto)
                .location(URI.create("/api/v1/compute-domains/" + dto.name()))
                .header(REPLAYED, Boolean.toString(created.repeated()))
                .body(dto);
    }

    private ComputeDomainDto planned(FabricIndex index, Checks.Wanted wanted) {
        if (index.image().computeDomain(wanted.name()).isPresent()) {
            throw Replies.problem(Reply.Refused.because(
                            Reply.Code.NAME_TAKEN, "A ComputeDomain " + wanted.name() + " exists already."))
                    .thrown();
        }
        Placement placement = placements.explain(index.image(), wanted.spec().gang());
        boolean placed = placement instanceof Placement.Placed;
        if (!placed && !wanted.waitForCapacity()) {
            throw Replies.problem(new Reply.Refused(
                            Reply.Code.UNPLACEABLE, "No clique has room for it now.", placement.verdicts()))
                    .thrown();
        }
        ComputeDomainRecord record = new ComputeDomainRecord(
                new ComputeDomainUid("dry-run"),
                wanted.name(),
                wanted.spec(),
                placements.now(),
                Optional.empty(),
                Phase.PENDING,
                List.of(),
                Optional.empty(),
                placed ? "DryRun" : "NoRoom",
                placed ? "It would be placed at once." : "No clique has room for it now; it would wait.");
        return ComputeDomainViews.planned(index, record, placement);
    }

    /** As the newest image shows it, unless it has been replaced or erased since. */
    private static ComputeDomainDto shown(FabricIndex index, ComputeDomainRecord record, long version) {
        return index.computeDomain(record.name())
                .filter(dto -> dto.uid().equals(record.uid().value()))
                .orElseGet(() -> ComputeDomainViews.of(index, record, version));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, FabricIndex index, ComputeDomainDto dto) {
        return ResponseEntity.status(status)
                .eTag(etag(dto))
                .header(ReadInterceptor.IMAGE, index.image().version().toString());
    }

    private static String etag(ComputeDomainDto dto) {
        return "\"" + dto.version() + "\"";
    }

    @Operation(operationId = "computeDomains", summary = "ComputeDomains")
    @GetMapping(params = "watch!=true")
    Page<ComputeDomainDto> list(@RequestParam @Nullable String phase, Reading reading) {
        Optional<Phase> wanted = FabricController.Filters.word("phase", Phase.class, phase);
        return pages.page(reading, window -> {
            for (FabricIndex.ComputeDomainEntry entry : reading.index().computeDomains()) {
                Phase actual = entry.state().computeDomain().phase();
                if (wanted.map(actual::equals).orElse(true)) {
                    window.offer(entry::dto);
                }
            }
        });
    }

    @Operation(
            operationId = "computeDomain",
            summary = "A ComputeDomain; waitFor names a phase, or Deleted, that the answer waits for",
            description = "At the end of the wait the answer is what there is.")
    @GetMapping("/{name}")
    ResponseEntity<ComputeDomainDto> get(
            @PathVariable String name,
            @RequestParam @Nullable String waitFor,
            @RequestParam(defaultValue = "10000") @Parameter(description = "at most 30000") int timeoutMillis,
            Reading reading) {
        ComputeDomainName known = name(name);
        FabricIndex index = reading.index();
        if (waitFor != null) {
            await(known, waitFor, timeoutMillis);
            index = indexes.newest();
        }
        ComputeDomainDto dto =
                index.computeDomain(known).orElseThrow(() -> missing(name).thrown());
        return answer(HttpStatus.OK, index, dto).body(explained(index.image(), known, dto));
    }

    private void await(ComputeDomainName name, String waitFor, int timeoutMillis) {
        boolean gone = waitFor.toLowerCase(Locale.ROOT).equals(GONE.toLowerCase(Locale.ROOT));
        Optional<Phase> phase =
                gone ? Optional.empty() : FabricController.Filters.word("waitFor", Phase.class, waitFor);
        if (timeoutMillis < 0 || timeoutMillis > MAX_WAIT.toMillis()) {
            throw Problem.field(
                            "InvalidParameter",
                            "timeoutMillis",
                            "is out of range",
                            "write a whole number from 0 to " + MAX_WAIT.toMillis())
                    .thrown();
        }
        waits.await(
                image -> {
                    Optional<ComputeDomainState> state = image.computeDomain(name);
                    return state.isEmpty()
                            || phase.filter(state.get().computeDomain().phase()::equals)
                                    .isPresent();
                },
                Duration.ofMillis(timeoutMillis));
    }

    /** A Pending one says of every clique why it is not there. */
    private ComputeDomainDto explained(Image image, ComputeDomainName name, ComputeDomainDto dto) {
        return image.computeDomain(name)
                .map(ComputeDomainState::computeDomain)
                .filter(record -> record.phase() == Phase.PENDING)
                .map(record -> dto.withVerdicts(PlacementViews.verdicts(
                        placements.explain(image, record).verdicts())))
                .orElse(dto);
    }

    @Operation(operationId = "deleteComputeDomain", summary = "Ends a ComputeDomain")
    @ApiResponse(responseCode = "202", description = "Its members give back", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "Nothing is left of it", content = @Content)
    @DeleteMapping("/{name}")
    ResponseEntity<ComputeDomainDto> delete(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Reply reply = replies.ask(new Command.Delete(name(name), Checks.ifMatch(ifMatch)));
        if (!(reply instanceof Reply.Deleted deleted)) {
            throw new IllegalStateException("Not an answer to a delete: " + reply);
        }
        FabricIndex index = indexes.newest();
        if (deleted.gone()) {
            return ResponseEntity.noContent()
                    .header(ReadInterceptor.IMAGE, index.image().version().toString())
                    .build();
        }
        ComputeDomainDto dto = shown(index, deleted.computeDomain(), deleted.version());
        return answer(HttpStatus.ACCEPTED, index, dto).body(dto);
    }

    private static ComputeDomainName name(String text) {
        try {
            return new ComputeDomainName(text);
        } catch (IllegalArgumentException e) {
            throw missing(text).thrown();
        }
    }

    private static Problem missing(String name) {
        return Problem.notFound("ComputeDomain", name);
    }
}
