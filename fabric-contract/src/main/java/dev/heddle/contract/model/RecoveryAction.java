package dev.heddle.contract.model;

/** What the driver asks for to bring a GPU back (NVML field 230). */
public enum RecoveryAction {
    /** not reported. */
    UNKNOWN,
    /** nothing. */
    NONE,
    /** reset the GPU. */
    GPU_RESET,
    /** reboot the node. */
    NODE_REBOOT,
    /** drain peer-to-peer work. */
    DRAIN_P2P,
    /** drain, then reset. */
    DRAIN_AND_RESET,
    /** restart the IMEX daemon. */
    RECOVER_IMEX_DOMAIN,
    /** a newer driver's action; needs an operator. */
    OTHER
}
