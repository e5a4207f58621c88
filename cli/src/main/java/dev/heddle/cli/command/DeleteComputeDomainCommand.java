package dev.heddle.cli.command;

import dev.heddle.cli.client.HeddleClient;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle delete cd}. */
@Command(
        name = "cd",
        aliases = {"computedomain", "compute-domain"},
        description = "Give ComputeDomains back, and wait until every node has let go of them.",
        footer = {"", "Examples:", "  ./heddle delete cd train-1", "  ./heddle delete cd a b c --no-wait"})
final class DeleteComputeDomainCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Which ones.")
    List<String> names = List.of();

    @Option(names = "--wait", description = "Return once they are gone (at most --timeout, default 10m). The default.")
    boolean wait;

    @Option(names = "--no-wait", description = "Return at once.")
    boolean noWait;

    DeleteComputeDomainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        HeddleClient client = session.patientClient();
        Releases releases = new Releases(session, client);
        for (String name : names) {
            releases.start(NameArguments.computeDomain(name));
        }
        if (wait || !noWait) {
            releases.await(session.waitLimit(Duration.ofMinutes(10)));
        }
        return ExitCode.OK;
    }
}
