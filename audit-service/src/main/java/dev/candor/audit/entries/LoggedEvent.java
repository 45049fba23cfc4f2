package dev.candor.audit.entries;

import dev.candor.protocol.arrival.ArrivalRecord;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of the log says, read from its stored bytes (spec/events.md). Everything in it is a claim of whoever wrote the
 * event: signatures are as they came, of any length and by anybody, and hashes beside the objects they belong to need not be
 * theirs. Only the form is checked; numbers are below 2^63, and what an event repeats of the object in it is the same.
 */
public sealed interface LoggedEvent {

    /** The kind it is indexed and asked for by. */
    EntryKind kind();

    /**
     * A number of the line of arrivals.
     *
     * @param value the record's bytes
     * @param record empty when the value is none: an EMPTY arrival
     * @param transaction what the record's bytes decode to for this rollup; empty: an EMPTY arrival
     */
    record Arrival(Seq seq, Bytes value, Optional<ArrivalRecord> record, Optional<EthTransaction> transaction)
            implements LoggedEvent {
        /** Whether it is nobody's promise and stands for no transaction (spec/events.md section 3). */
        public boolean isEmpty() {
            return transaction.isEmpty();
        }

        @Override
        public EntryKind kind() {
            return EntryKind.ARRIVAL;
        }
    }

    /** @param rawTx the transaction that was promised, as the event has it */
    record PromiseIssued(Generation generation, InclusionPromise promise, Bytes signature, Bytes rawTx)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.PROMISE_ISSUED;
        }
    }

    record AdmissionRefused(Generation generation, AdmissionRefusal refusal, String reasonName, Bytes signature)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.ADMISSION_REFUSED;
        }
    }

    /**
     * @param beaconSignature 96 bytes, or none for beacon kind 0, if it is honest
     * @param batchHash as claimed: the header's digest, if it is honest
     * @param cutHash as claimed: the cut's digest, if it is honest
     */
    record BatchSealed(
            BatchHeader header,
            Bytes headerSignature,
            Bytes cutSignature,
            Bytes beaconSignature,
            Hash32 batchHash,
            Hash32 cutHash)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.BATCH_SEALED;
        }
    }

    /**
     * @param executionHash as claimed: the statement's digest, if it is honest
     * @param outcomes per position one byte outcome and the gas used as minimal LEB128, if it is honest
     */
    record BatchExecuted(ExecutionStatement statement, Bytes statementSignature, Hash32 executionHash, Bytes outcomes)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.BATCH_EXECUTED;
        }
    }

    /** @param commitmentHash as claimed: the commitment's hash, if it is honest */
    record BatchPosted(
            Generation generation,
            BatchNumber number,
            BatchCommitment commitment,
            Hash32 commitmentHash,
            List<Hash32> dataHashes,
            L1Place l1)
            implements LoggedEvent {
        public BatchPosted {
            dataHashes = List.copyOf(dataHashes);
        }

        @Override
        public EntryKind kind() {
            return EntryKind.BATCH_POSTED;
        }
    }

    record BatchFinalized(Generation generation, BatchNumber number, Hash32 batchHash, L1Place l1)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.BATCH_FINALIZED;
        }
    }

    /** @param generation the one that ended */
    record BatchVoided(
            Generation generation,
            BatchNumber number,
            Hash32 batchHash,
            Generation newGeneration,
            BatchNumber anchorNumber,
            Hash32 faultId,
            L1Place l1)
            implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.BATCH_VOIDED;
        }
    }

    /**
     * The log's own entry at every index i with i mod 256 = 255: up to where each topic is in the log.
     *
     * @param number i div 256
     */
    record Coverage(long number, List<NextOffset> nextOffsets) implements LoggedEvent {
        public Coverage {
            nextOffsets = List.copyOf(nextOffsets);
        }

        /** @param nextOffset the first offset of the partition that has no entry before this one */
        public record NextOffset(int topicId, long partition, long nextOffset) {}

        @Override
        public EntryKind kind() {
            return EntryKind.COVERAGE;
        }
    }

    /**
     * An event of a type that this version does not look into.
     *
     * @param type its {@code ce_type}
     */
    record Other(String type, Bytes value) implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.OTHER;
        }
    }

    /**
     * Bytes that are not what their topic or type promises. They stay in the log like any others.
     *
     * @param type the {@code ce_type}, if that much can be read
     * @param reason what was expected and what was found, on one line
     */
    record Undecodable(Optional<String> type, String reason) implements LoggedEvent {
        @Override
        public EntryKind kind() {
            return EntryKind.UNDECODABLE;
        }
    }
}
