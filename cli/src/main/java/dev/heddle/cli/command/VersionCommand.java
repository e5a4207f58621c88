package dev.heddle.cli.command;

import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle version}. */
@Command(name = "version", description = "Show the version of this program.")
final class VersionCommand implements Callable<Integer> {

    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        session.console().line("heddle " + version + " on Java " + Runtime.version());
        return ExitCode.OK;
    }
}
