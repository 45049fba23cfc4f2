package dev.candor.leadership;

/** The fencing number of a lease; grows with every change of holder. */
public record Term(long value) {}
