package dev.heddle.contract.model;

/** What the fabric manager finds wrong with a GPU's place in the fabric. */
public enum Misconfiguration {
    /** the driver does not say. */
    NOT_SUPPORTED,
    /** nothing. */
    NONE,
    /** wrong system GUID. */
    SYSTEM_GUID,
    /** wrong chassis serial number. */
    CHASSIS_SERIAL,
    /** in no partition. */
    NO_PARTITION,
    /** too few links trained. */
    INSUFFICIENT_NVLINKS,
    /** firmware does not match. */
    INCOMPATIBLE_GPU_FIRMWARE,
    /** not where it is expected. */
    INVALID_LOCATION,
    /** the GPU must be drained and reset. */
    GPU_STATE_INVALID,
    /** a newer driver's reason. */
    OTHER
}
