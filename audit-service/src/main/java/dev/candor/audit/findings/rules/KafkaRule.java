package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.audit.ingest.LogAgainstKafka;
import dev.candor.protocol.hash.Sha256;
import dev.candor.protocol.types.Bytes;

/** Kafka has something else at an offset than what was logged from there. */
public final class KafkaRule {
    /** Longer events stand in evidence as their hash; the log has its side, Kafka the other. */
    private static final int MAX_SHOWN_BYTES = 16 * 1024;

    public Finding judge(LogAgainstKafka.Difference difference) {
        LogAgainstKafka.Place place = difference.place();
        Evidence.Builder evidence = Evidence.of()
                .text("kafkaTopic", difference.kafkaTopic())
                .number("partition", Integer.toUnsignedLong(place.partition()))
                .number("offset", place.offset())
                .entry(difference.index());
        show(evidence, "logged", difference.logged());
        difference.inKafka().ifPresent(found -> show(evidence, "inKafka", found));
        return new Finding(
                FindingKind.KAFKA_NOT_AS_LOGGED,
                place.toString(),
                new Words(
                        "in " + difference.kafkaTopic() + ", partition " + place.partition() + ", what log entry "
                                + difference.index() + " was made of",
                        difference.inKafka().isPresent() ? "other bytes" : "no record at that offset",
                        "The log keeps what it has. Somebody rewrote the topic, or a broker lost what it acknowledged: compare its replicas, and restore it from one that agrees with the log."),
                evidence.build());
    }

    private static void show(Evidence.Builder evidence, String name, Bytes event) {
        evidence.hash(name + "Sha256", Sha256.hash(event.readOnlyArray()));
        if (event.size() <= MAX_SHOWN_BYTES) {
            evidence.bytes(name, event);
        }
    }
}
