package dev.heddle.contract.model;

/** Named maxima of everything that crosses the agent stream. A message above one is refused, never cut. */
public final class Limits {

    /** Characters of an id. */
    public static final int MAX_ID_CHARS = 128;
    /** Characters of a free text such as a detail or a version. */
    public static final int MAX_TEXT_CHARS = 1024;
    /** GPUs of one node; the largest known host has 16. */
    public static final int MAX_GPUS_PER_NODE = 32;
    /** NVLinks of one GPU; 18 on Blackwell, 36 on Rubin, 72 announced. */
    public static final int MAX_LINKS_PER_GPU = 72;
    /** Typed cliques of one GPU (NVML fabric info v4 carries 64). */
    public static final int MAX_CLIQUES_PER_GPU = 64;
    /** Nodes of one IMEX domain; 18 on NVL72, more where several racks form one domain. */
    public static final int MAX_IMEX_NODES = 1024;
    /** Grants that one node can hold at once. */
    public static final int MAX_GRANTS_PER_NODE = 256;
    /** IMEX channels a driver can be configured for (20 bits). */
    public static final int MAX_IMEX_CHANNELS = 1 << 20;
    /** Bytes of one message on the agent stream. */
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    private Limits() {}
}
