package dev.heddle.contract.model;

import java.util.Optional;

/**
 * One line of an IMEX node list. The slot name never changes; who answers to it may.
 *
 * @param slotName fixed host name in the node list
 * @param node who answers to it now
 * @param address where, empty when nobody does
 */
public record ImexNode(String slotName, Optional<NodeName> node, String address) {}
