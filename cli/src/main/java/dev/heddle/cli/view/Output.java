package dev.heddle.cli.view;

/** The shapes that {@code -o} offers. */
public enum Output {
    /** Aligned columns. */
    table,
    /** More columns. */
    wide,
    /** As the coordinator answers. */
    json,
    /** The same in YAML. */
    yaml,
    /** {@code kind/name}, one a line. */
    name,
    /** A ComputeDomain as environment variables for a shell. */
    env,
    /** A ComputeDomain as an MPI host file. */
    hostfile,
    /** A ComputeDomain as {@code podman run} lines. */
    cdi
}
