package dev.candor.sequencer.rollup;

/** What a process does; one process may do both. Intakes scale out, one orderer at a time holds the lease. */
public enum Role {
    INTAKE,
    ORDERER
}
