package dev.candor.audit.findings;

/** What a finding says to people. */
public record Words(String expected, String found, String todo) {}
