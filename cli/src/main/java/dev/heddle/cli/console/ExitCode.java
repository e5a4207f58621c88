package dev.heddle.cli.console;

/** What the shell learns from {@code $?}; {@code heddle --help} lists them. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;

    /** Refused, failed or not finished in time. */
    public static final int ERROR = 1;

    /** The command line makes no sense. */
    public static final int USAGE = 2;

    /** The thing named does not exist. */
    public static final int NOT_FOUND = 3;

    /** No coordinator answers, or none leads. */
    public static final int UNAVAILABLE = 4;

    /** A ComputeDomain that must be placed at once cannot be. */
    public static final int UNPLACEABLE = 5;

    private ExitCode() {}
}
