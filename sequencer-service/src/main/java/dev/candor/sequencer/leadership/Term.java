package dev.candor.sequencer.leadership;

/** The fencing number of an orderer's lease; grows with every change of holder. */
public record Term(long value) {}
