package dev.candor.sequencer.witness;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keptBatches how many of the newest batches keep their witness; 0: none, it is served as long as the client has the state */
@ConfigurationProperties("candor.witnesses")
record WitnessProperties(@DefaultValue("20000") int keptBatches) {}
