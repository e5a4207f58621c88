package dev.heddle.contract.model;

/** What membership in a clique allows (NVML fabric info v4). */
public enum CliqueType {
    /** peer-to-peer by pointers; IMEX domains follow this one. */
    UNICAST_POINTER,
    /** NVLink SHARP by pointers. */
    MULTICAST_POINTER,
    /** peer-to-peer by fabric handles. */
    UNICAST_LOGICAL_ENDPOINT,
    /** multicast by fabric handles. */
    MULTICAST_LOGICAL_ENDPOINT
}
