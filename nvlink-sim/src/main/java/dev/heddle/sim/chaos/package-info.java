/**
 * Real processes under real faults: coordinators, PostgreSQL and fleets of agents, each in a network namespace of its
 * own, are killed, paused, cut off, starved of disk and sent to other times, while clients work and everything is
 * checked. For development and continuous integration; needs Linux, root, {@code ip}, {@code iptables} and PostgreSQL.
 */
@NullMarked
package dev.heddle.sim.chaos;

import org.jspecify.annotations.NullMarked;
