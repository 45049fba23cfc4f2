package dev.candor.audit.log;

import java.util.Arrays;
import java.util.Optional;

/** The topics of the log by their ids (log.md section 2). */
public enum Topic {
    /** Not a Kafka topic: what the log says about itself. */
    COVERAGE(0, "coverage"),
    ARRIVALS(1, "arrivals"),
    PROMISES(2, "promises"),
    BATCHES(3, "batches"),
    ATTESTATIONS(4, "attestations"),
    /** Never logged: each checkpoint would ask for the next. */
    CHECKPOINTS(5, "checkpoints"),
    FINDINGS(6, "findings"),
    DISPUTES(7, "disputes"),
    GOVERNANCE(8, "governance");

    private static final String PREFIX = "candor.";
    private static final String VERSION = ".v1";

    private final int id;
    private final String word;

    Topic(int id, String word) {
        this.id = id;
        this.word = word;
    }

    public static Optional<Topic> ofId(int id) {
        return Arrays.stream(values()).filter(topic -> topic.id == id).findFirst();
    }

    /** The uint16 that entries carry. */
    public int id() {
        return id;
    }

    /** For example {@code candor.batches.v1}; arrivals also come from successors of this name (events.md section 3). */
    public String kafkaName() {
        return PREFIX + word + VERSION;
    }

    /** Whether records of this topic become entries. */
    public boolean isLogged() {
        return this != COVERAGE && this != CHECKPOINTS;
    }
}
