package dev.candor.audit.findings.rules;

import dev.candor.protocol.types.Hash32;

/** What following a Kafka topic came upon; offsets are of the log's line (the seq for arrivals). */
public sealed interface KafkaFault {
    int topicId();

    int partition();

    long offset();

    /** Offsets {@code offset … found - 1} are missing. */
    record Gap(int topicId, int partition, long offset, long found) implements KafkaFault {}

    /** The topic ends before {@code offset}, which is logged already. */
    record Rewound(int topicId, int partition, long offset, long end) implements KafkaFault {}

    /** Kafka shows other bytes than entry {@code entry} holds; hashes are SHA-256 of the event bytes. */
    record BytesDiffer(int topicId, int partition, long offset, long entry, Hash32 logged, Hash32 found)
            implements KafkaFault {}
}
