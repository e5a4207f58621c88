package dev.heddle.contract.model;

/** A fabric health bit, which older drivers may not support. */
public enum Tristate {
    /** the driver does not say. */
    NOT_SUPPORTED,
    /** the named thing is so. */
    TRUE,
    /** it is not. */
    FALSE
}
