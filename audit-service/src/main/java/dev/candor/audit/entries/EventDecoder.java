package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.RawTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says what the bytes of an entry are; never fails, whatever they are. Pure. */
@Component
class EventDecoder {
    private static final int NEXT_OFFSET_BYTES = Short.BYTES + Integer.BYTES + Long.BYTES;
    private static final int FIRST_PRINTABLE = '!';
    private static final int LAST_PRINTABLE = '~';

    private final RollupId rollupId;
    private final EventForms forms;

    EventDecoder(RollupIdentity identity) {
        this.rollupId = identity.id();
        this.forms = new EventForms(rollupId);
    }

    /** @param event the event's whole bytes, also where the entry holds only their hash */
    LoggedEvent decode(LogEntry entry, Bytes event) {
        try {
            return switch (entry.topic()) {
                case COVERAGE -> coverage(entry.offset(), event);
                case ARRIVALS -> arrival(new Seq(entry.offset()), event);
                case PROMISES, BATCHES, ATTESTATIONS, CHECKPOINTS, FINDINGS, DISPUTES, GOVERNANCE ->
                    typed(entry.topic(), event);
            };
        } catch (UndecodableException e) {
            return new LoggedEvent.Undecodable(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private LoggedEvent arrival(Seq seq, Bytes value) {
        Optional<ArrivalRecord> record = record(value);
        Optional<EthTransaction> transaction =
                record.flatMap(it -> switch (RawTransaction.decode(it.rawTx(), rollupId)) {
                    case RawTransaction.Decoded(EthTransaction decoded) -> Optional.of(decoded);
                    case RawTransaction.Malformed malformed -> Optional.empty();
                });
        return new LoggedEvent.Arrival(seq, value, record, transaction);
    }

    private static Optional<ArrivalRecord> record(Bytes value) {
        try {
            return Optional.of(ArrivalRecord.decode(value.readOnlyArray()));
        } catch (IllegalArgumentException notAnArrival) {
            return Optional.empty();
        }
    }

    private static LoggedEvent coverage(long number, Bytes event) throws UndecodableException {
        if (event.size() % NEXT_OFFSET_BYTES != 0) {
            throw new UndecodableException("Expected 14 bytes for each partition in a coverage entry, found "
                    + event.size() + " bytes in all.");
        }
        ByteBuffer source = ByteBuffer.wrap(event.readOnlyArray());
        List<LoggedEvent.Coverage.NextOffset> offsets = new ArrayList<>();
        while (source.hasRemaining()) {
            offsets.add(new LoggedEvent.Coverage.NextOffset(
                    Short.toUnsignedInt(source.getShort()), Integer.toUnsignedLong(source.getInt()), source.getLong()));
        }
        return new LoggedEvent.Coverage(number, offsets);
    }

    /** {@code uint8 n ‖ n bytes of ce_type ‖ value}. */
    private LoggedEvent typed(Topic topic, Bytes event) throws UndecodableException {
        if (event.isEmpty() || event.size() < 1 + event.get(0)) {
            throw new UndecodableException(
                    "Expected the length of a type and the type, found " + event.size() + " bytes that are too few.");
        }
        int valueAt = 1 + event.get(0);
        String type = type(event.slice(1, valueAt));
        Bytes value = event.slice(valueAt, event.size());
        EntryKind kind = EntryKind.ofEventType(type);
        try {
            if (kind == EntryKind.OTHER) {
                return new LoggedEvent.Other(type, value);
            }
            requireTopic(topic, kind);
            return forms.read(kind, EventMembers.parse(value));
        } catch (UndecodableException e) {
            return new LoggedEvent.Undecodable(Optional.of(type), String.valueOf(e.getMessage()));
        }
    }

    /** A batch event on another topic than its own is nobody's word on a batch. */
    private static void requireTopic(Topic topic, EntryKind kind) throws UndecodableException {
        boolean ofPromises = kind == EntryKind.PROMISE_ISSUED || kind == EntryKind.ADMISSION_REFUSED;
        Topic expected = ofPromises ? Topic.PROMISES : Topic.BATCHES;
        if (topic != expected) {
            throw new UndecodableException("Expected %s on topic %s, found it on %s."
                    .formatted(kind.label(), expected.kafkaName(), topic.kafkaName()));
        }
    }

    /** A type is short and printable ASCII: it stands in messages, paths and an index. */
    private static String type(Bytes bytes) throws UndecodableException {
        for (byte character : bytes.readOnlyArray()) {
            if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE) {
                throw new UndecodableException("Expected a type of printable ASCII, found " + bytes + ".");
            }
        }
        return new String(bytes.readOnlyArray(), StandardCharsets.US_ASCII);
    }
}
