package dev.heddle.cli.command;

import dev.heddle.cli.console.Ages;
import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.console.ExitCode;
import dev.heddle.cli.demo.DemoCommand;
import dev.heddle.cli.session.Session;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts the command line together. */
public final class Verbs {

    private static final int WIDTH = 110;
    private static final String COMPLETION = "completion";

    private Verbs() {}

    /** The whole tree of commands for one session. */
    public static CommandLine commandLine(Session session) {
        return commandLine(session, verb -> true);
    }

    /** The tree with some verbs alone: each costs milliseconds of every start. */
    private static CommandLine commandLine(Session session, Predicate<String> wanted) {
        CommandLine line = new CommandLine(session.options());
        verbs(session).forEach((name, verb) -> {
            if (wanted.test(name)) {
                line.addSubcommand(verb.get());
            }
        });
        return configure(line, session);
    }

    private static Map<String, Supplier<Object>> verbs(Session session) {
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("demo", () -> new DemoCommand(session));
        verbs.put("topology", () -> new TopologyCommand(session));
        verbs.put("get", () -> new GetCommand(session));
        verbs.put("describe", () -> new DescribeCommand(session));
        verbs.put("create", () -> group(new CreateCommand(), new CreateComputeDomainCommand(session)));
        verbs.put("delete", () -> group(new DeleteCommand(), new DeleteComputeDomainCommand(session)));
        verbs.put("explain", () -> new ExplainCommand(session));
        verbs.put("cordon", () -> new CordonCommand(session));
        verbs.put("uncordon", () -> new UncordonCommand(session));
        verbs.put("drain", () -> new DrainCommand(session));
        verbs.put("node", () -> NodeCommand.group(session));
        verbs.put("sim", () -> SimCommands.group(session));
        verbs.put("ledger", () -> LedgerCommands.group(session));
        verbs.put(COMPLETION, () -> new CompletionCommand(session));
        verbs.put("version", () -> new VersionCommand(session));
        verbs.put("training", TrainingCommand::new);
        return verbs;
    }

    /** The verbs that these words name, all if none or if one of them is about all. */
    private static Predicate<String> wanted(Session session, String... args) {
        Set<String> named = new HashSet<>(Arrays.asList(args));
        named.retainAll(verbs(session).keySet());
        return named.isEmpty() || named.contains(COMPLETION) ? verb -> true : named::contains;
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
        CommandLine line = commandLine(session, wanted(session, args));
        int code = line.execute(args);
        ParseResult parsed = line.getParseResult();
        line.getOut().flush();
        return parsed == null ? ExitCode.USAGE : code;
    }
}
