package dev.heddle.cli.command;

import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.demo.DemoCommand;
import dev.heddle.cli.session.Session;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the command line together. */
public final class Verbs {

    private static final int WIDTH = 110;

    private Verbs() {}

    /** The whole tree of commands for one session. */
    public static CommandLine commandLine(Session session) {
        CommandLine line = new CommandLine(session.options())
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new TopologyCommand(session))
                .addSubcommand(new GetCommand(session))
                .addSubcommand(new DescribeCommand(session))
                .addSubcommand(group(new CreateCommand(), new CreateComputeDomainCommand(session)))
                .addSubcommand(group(new DeleteCommand(), new DeleteComputeDomainCommand(session)))
                .addSubcommand(new ExplainCommand(session))
                .addSubcommand(new CordonCommand(session))
                .addSubcommand(new UncordonCommand(session))
                .addSubcommand(new DrainCommand(session))
                .addSubcommand(group(
                        new NodeCommand(),
                        new NodeFenceCommand(session),
                        new NodeForgetCommand(session),
                        new NodeReadoptCommand(session)))
                .addSubcommand(SimCommands.group(session))
                .addSubcommand(LedgerCommands.group(session))
                .addSubcommand(new CompletionCommand(session))
                .addSubcommand(new VersionCommand(session))
                .addSubcommand(new TrainingCommand());
        return configure(line, session);
    }

    /** A verb that is only a group of others. */
    static CommandLine group(Object parent, Object... children) {
        CommandLine line = new CommandLine(parent);
        for (Object child : children) {
            line.addSubcommand(child);
        }
        return line;
    }

    private static CommandLine configure(CommandLine line, Session session) {
        PrintWriter out = new PrintWriter(session.console().out(), true);
        PrintWriter err = new PrintWriter(session.console().err(), true);
        line.setOut(out).setErr(err);
        line.registerConverter(Duration.class, Verbs::duration);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(WIDTH);
        line.setUsageHelpLongOptionsMaxWidth(34);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, session));
        line.setParameterExceptionHandler(Verbs::misused);
        return line;
    }

    private static Duration duration(String text) {
        try {
            return Ages.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int failed(Exception failure, Session session) throws Exception {
        if (failure instanceof CommandFailure expected) {
            session.console().say("error: " + expected.message());
            return expected.exitCode();
        }
        throw failure;
    }

    private static int misused(ParameterException misuse, String[] args) {
        CommandLine line = misuse.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("error: " + misuse.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Runs and returns the exit code. */
    public static int run(Session session, String... args) {
        CommandLine line = commandLine(session);
        int code = line.execute(args);
        ParseResult parsed = line.getParseResult();
        line.getOut().flush();
        return parsed == null ? ExitCode.USAGE : code;
    }
}
