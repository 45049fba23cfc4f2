package dev.candor.sequencer.batches;

import jakarta.persistence.Embeddable;

@Embeddable
record BatchRowId(long generation, long number) {}
