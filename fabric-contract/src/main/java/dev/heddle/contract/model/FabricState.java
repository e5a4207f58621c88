package dev.heddle.contract.model;

/** How far a GPU's fabric registration has come (NVML {@code state}). */
public enum FabricState {
    /** not reported. */
    UNKNOWN,
    /** no fabric on this GPU. */
    NOT_SUPPORTED,
    /** waiting for its links. */
    NOT_STARTED,
    /** probing. */
    IN_PROGRESS,
    /** done; the status says how well. */
    COMPLETED
}
