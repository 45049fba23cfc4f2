package dev.candor.audit.entries;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of entries and what they say; integers of 64 bits are decimal strings. */
final class EntryAnswers {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EntryAnswers() {}

    /**
     * @param offset the arrival's seq for topic 1, the entry's number for topic 0, else Kafka's
     * @param hashed whether the entry holds only the hash of its event, whose bytes are under {@code /v1/entries/{index}/event}
     * @param event empty where it is hashed: it may be long
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record EventAnswer(
            String index,
            int topicId,
            long partition,
            String offset,
            String kind,
            boolean hashed,
            Optional<String> type,
            Optional<JsonNode> event,
            Optional<String> reason) {}

    /** @param entry the leaf's bytes */
    record EntryAnswer(String index, String entry, EventAnswer says, ProofAnswer proof) {}

    /**
     * @param checkpoint the signed note
     * @param nodes RFC 6962, from the leaf's sibling upwards, SHA-256
     */
    record ProofAnswer(String size, String root, String checkpoint, List<String> nodes) {}

    /** @param next what to ask from to go on */
    record EventPage(List<EventAnswer> events, String next) {}

    static EntryAnswer of(LoggedEntry entry, PublishedCheckpoint checkpoint, List<TreeHash> path) {
        return new EntryAnswer(
                Long.toString(entry.index()),
                Bytes.wrap(entry.entry().encode()).toHex(),
                of(entry),
                new ProofAnswer(
                        Long.toString(checkpoint.size()),
                        hex(checkpoint.root()),
                        new String(checkpoint.note().readOnlyArray(), StandardCharsets.UTF_8),
                        path.stream().map(EntryAnswers::hex).toList()));
    }

    static EventAnswer of(LoggedEntry entry) {
        boolean hashed = entry.entry().isHashOfEvent();
        return new EventAnswer(
                Long.toString(entry.index()),
                entry.entry().topic().id(),
                entry.entry().partition(),
                Long.toString(entry.entry().offset()),
                entry.event().kind().label(),
                hashed,
                type(entry.event()),
                hashed ? Optional.empty() : content(entry),
                entry.event() instanceof LoggedEvent.Undecodable undecodable
                        ? Optional.of(undecodable.reason())
                        : Optional.empty());
    }

    private static Optional<String> type(LoggedEvent event) {
        return switch (event) {
            case LoggedEvent.Other other -> Optional.of(other.type());
            case LoggedEvent.Undecodable undecodable -> undecodable.type();
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> content(LoggedEntry entry) {
        return switch (entry.event()) {
            case LoggedEvent.Coverage coverage ->
                Optional.of(MAPPER.valueToTree(coverage.nextOffsets().stream()
                        .map(EntryAnswers::covered)
                        .toList()));
            case LoggedEvent.Arrival arrival -> Optional.of(MAPPER.valueToTree(arrival(arrival)));
            case LoggedEvent.Other other ->
                Optional.of(MAPPER.valueToTree(other.value().toHex()));
            case LoggedEvent.Undecodable undecodable ->
                Optional.of(MAPPER.valueToTree(entry.entry().event().toHex()));
            default -> Optional.of(json(entry.entry().event()));
        };
    }

    private record CoveredAnswer(int topicId, long partition, String nextOffset) {}

    private static CoveredAnswer covered(LoggedEvent.Coverage.NextOffset next) {
        return new CoveredAnswer(next.topicId(), next.partition(), Long.toUnsignedString(next.nextOffset()));
    }

    /** What does not decode is left out: the arrival is EMPTY. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record ArrivalAnswer(
            String seq,
            String record,
            Optional<String> receivedAtMillis,
            Optional<String> includeBy,
            Optional<String> policyHash,
            Optional<String> txHash,
            Optional<String> sender,
            Optional<String> nonce) {}

    private static ArrivalAnswer arrival(LoggedEvent.Arrival arrival) {
        Optional<ArrivalRecord> record = arrival.record();
        Optional<EthTransaction> transaction = arrival.transaction();
        return new ArrivalAnswer(
                arrival.seq().toString(),
                arrival.value().toHex(),
                record.map(it -> Long.toString(it.receivedAtMillis())),
                record.map(it -> Long.toUnsignedString(it.includeBy())),
                record.map(it -> it.policyHash().toHex()),
                transaction.map(it -> it.hash().toHex()),
                transaction.map(it -> Eip55.format(it.sender())),
                transaction.map(it -> Long.toUnsignedString(it.nonce())));
    }

    /** The value after the type, which was read as JSON before. */
    private static JsonNode json(Bytes event) {
        return MAPPER.readTree(event.slice(1 + event.get(0), event.size()).readOnlyArray());
    }

    private static String hex(TreeHash hash) {
        return Bytes.wrap(hash.toArray()).toHex();
    }
}
