package dev.heddle.coordinator.allocation;

/**
 * A ComputeDomain in an image.
 *
 * @param computeDomain its record
 * @param version the record's version
 */
public record ComputeDomainState(ComputeDomainRecord computeDomain, long version) {}
