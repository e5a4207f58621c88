package dev.heddle.contract.model;

/** How a GPU reaches its peers (NVML platform info). */
public enum PeerType {
    /** not reported. */
    UNKNOWN,
    /** wired to them. */
    DIRECT,
    /** through NVSwitches. */
    SWITCH
}
