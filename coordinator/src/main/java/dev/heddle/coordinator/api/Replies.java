package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.Command;
import dev.heddle.coordinator.allocation.Reply;
import dev.heddle.coordinator.api.view.PlacementViews;
import dev.heddle.coordinator.api.view.Words;
import dev.heddle.coordinator.engine.Engine;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Asks the engine and turns its refusals into problems. */
@Component
class Replies {

    private static final int RETRY_SECONDS = 1;

    private final Engine engine;
    private final ApiSettings settings;
    private final ClientTurns turns;
    // Stands for the request that is being answered on the calling thread.
    private final HttpServletRequest request;

    Replies(Engine engine, ApiSettings settings, ClientTurns turns, HttpServletRequest request) {
        this.engine = engine;
        this.settings = settings;
        this.turns = turns;
        this.request = request;
    }

    /** The answer to a command; a refusal ends the request. */
    Reply ask(Command command) {
        Reply reply = turns.take(ClientTurns.client(request), () -> await(command));
        if (reply instanceof Reply.Refused refused) {
            throw problem(refused).thrown();
        }
        return reply;
    }

    private Reply await(Command command) {
        try {
            return engine.submit(command)
                    .toCompletableFuture()
                    .get(settings.replyTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw LeaderForwardFilter.unanswered().thrown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LeaderForwardFilter.unanswered().thrown();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The engine failed on " + command, e.getCause());
        }
    }

    /** A refusal as a problem. */
    static Problem problem(Reply.Refused refused) {
        HttpStatus status = switch (refused.code()) {
            case NAME_TAKEN, NODE_CONNECTED, IN_USE -> HttpStatus.CONFLICT;
            case KEY_REUSED, UNPLACEABLE, IMPOSSIBLE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case VERSION_CONFLICT -> HttpStatus.PRECONDITION_FAILED;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case NOT_LEADER, LEDGER -> HttpStatus.SERVICE_UNAVAILABLE;
            case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        Problem problem = Problem.of(status, Words.camel(refused.code()), refused.message())
                .withVerdicts(PlacementViews.verdicts(refused.verdicts()));
        boolean again = status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE;
        return again ? problem.retryAfter(RETRY_SECONDS) : problem;
    }
}
