package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;

/** The log against Kafka: the same offsets must show the same bytes for ever. */
public final class KafkaRule {

    public Finding judge(KafkaFault fault) {
        return switch (fault) {
            case KafkaFault.Gap gap ->
                finding(
                        FindingKind.KAFKA_GAP,
                        gap,
                        "offset " + gap.offset() + " of " + place(gap),
                        "the next one at " + gap.found(),
                        "Records were deleted or a transactional producer wrote here: check retention.ms=-1 and who writes. The log waits and does not skip.");
            case KafkaFault.Rewound rewound ->
                finding(
                        FindingKind.KAFKA_REWOUND,
                        rewound,
                        place(rewound) + " to reach at least offset " + rewound.offset() + ", which is logged",
                        "it ends at " + rewound.end(),
                        "The topic lost its tail: the sequencer opens a successor and fills it again (runbook arrivals.md). The log keeps what it has.");
            case KafkaFault.BytesDiffer differ ->
                finding(
                        FindingKind.KAFKA_BYTES_DIFFER,
                        differ,
                        "at offset " + differ.offset() + " of " + place(differ) + " the bytes of log entry "
                                + differ.entry(),
                        "others",
                        "Two different things were said under one number. The log has the first; keep the topic's segment files as they are.");
        };
    }

    private static Finding finding(FindingKind kind, KafkaFault fault, String expected, String found, String todo) {
        Evidence.Builder evidence = Evidence.of()
                .part("topicId", fault.topicId())
                .part("partition", fault.partition())
                .number("offset", fault.offset());
        switch (fault) {
            case KafkaFault.Gap gap -> evidence.number("found", gap.found());
            case KafkaFault.Rewound rewound -> evidence.number("end", rewound.end());
            case KafkaFault.BytesDiffer differ ->
                evidence.hash("loggedSha256", differ.logged())
                        .hash("foundSha256", differ.found())
                        .entry(differ.entry());
        }
        String subject =
                "%d.%d.%s".formatted(fault.topicId(), fault.partition(), Long.toUnsignedString(fault.offset()));
        return new Finding(kind, subject, new Words(expected, found, todo), evidence.build());
    }

    private static String place(KafkaFault fault) {
        return "topic " + fault.topicId() + ", partition " + fault.partition();
    }
}
