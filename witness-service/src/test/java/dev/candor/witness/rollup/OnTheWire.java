package dev.candor.witness.rollup;

import dev.candor.contracts.Rollup;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.math.BigInteger;

/** Signed objects as the contract's arguments. */
final class OnTheWire {
    private static final BatchHeader NOTHING = new BatchHeader(
            new RollupId(0),
            Generation.ZERO,
            BatchNumber.GENESIS,
            Hash32.ZERO,
            Seq.ZERO,
            0,
            0,
            Hash32.ZERO,
            Hash32.ZERO,
            Hash32.ZERO,
            0,
            Hash32.ZERO,
            Hash32.ZERO,
            0,
            0,
            0,
            0,
            Hash32.ZERO);

    private OnTheWire() {}

    static Rollup.ParentBatch genesis() {
        byte[] zero = Hash32.ZERO.toArray();
        return new Rollup.ParentBatch(header(NOTHING), zero, zero, BigInteger.ZERO, BigInteger.ZERO);
    }

    static Rollup.ParentBatch parent(BatchHeader header, Rollup.BatchPostedEventResponse posted) {
        return new Rollup.ParentBatch(
                header(header), posted.executionHash, posted.dataHash, posted.postedAt, posted.challengeWindow);
    }

    static Rollup.BatchHeader header(BatchHeader header) {
        return new Rollup.BatchHeader(
                uint(header.rollupId().value()),
                uint(header.generation().value()),
                uint(header.number().value()),
                header.parentHash().toArray(),
                uint(header.firstSeq().value()),
                uint(header.seqCount()),
                uint(header.txCount()),
                header.cutRoot().toArray(),
                header.arrivalRoot().toArray(),
                header.orderRoot().toArray(),
                uint(header.beaconKind()),
                header.seed().toArray(),
                header.policyHash().toArray(),
                uint(header.sealedAtMillis()),
                uint(header.forcedThrough()),
                uint(header.depositsThrough()),
                uint(header.l1OriginNumber()),
                header.l1OriginHash().toArray());
    }

    static Rollup.ExecutionStatement statement(ExecutionStatement statement) {
        return new Rollup.ExecutionStatement(
                uint(statement.rollupId().value()),
                uint(statement.generation().value()),
                uint(statement.number().value()),
                statement.batchHash().toArray(),
                statement.l2BlockHash().toArray(),
                statement.stateRoot().toArray(),
                statement.receiptsRoot().toArray(),
                statement.outcomesRoot().toArray(),
                uint(statement.gasUsed()));
    }

    private static BigInteger uint(long value) {
        return BigInteger.valueOf(value);
    }
}
