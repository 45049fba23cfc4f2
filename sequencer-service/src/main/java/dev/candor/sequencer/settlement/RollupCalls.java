package dev.candor.sequencer.settlement;

import dev.candor.contracts.Rollup;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.web3j.protocol.Web3j;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;

/** The inputs of the Rollup's functions, 0x-hex. */
@Component
class RollupCalls {
    private final Rollup rollup;

    RollupCalls(Web3j l1Node, RollupIdentity identity) {
        this.rollup = Rollup.load(
                identity.rollupAddress().toHex(),
                l1Node,
                new ReadonlyTransactionManager(l1Node, Address.ZERO.toHex()),
                new DefaultGasProvider());
    }

    /**
     * @param dataHashes of the chunks, which must be on L1
     * @param dataSignature of the order key, over the {@code DataStatement}
     */
    record Postable(StoredBatch batch, List<Hash32> dataHashes, Signature65 dataSignature) {}

    /** @param header of the parent; empty for genesis */
    record Parent(Optional<BatchHeader> header, BatchCommitment commitment) {}

    String postData(Bytes chunk) {
        return rollup.postData(chunk.toArray()).encodeFunctionCall();
    }

    String postBatches(Parent parent, List<Postable> batches) {
        return rollup.postBatches(
                        opening(parent),
                        batches.stream().map(RollupCalls::posted).toList())
                .encodeFunctionCall();
    }

    /** What a call shows of a batch that L1 keeps the commitment of. */
    static Rollup.ParentBatch opening(Parent parent) {
        BatchCommitment commitment = parent.commitment();
        return new Rollup.ParentBatch(
                parent.header().map(RollupCalls::header).orElseGet(RollupCalls::noHeader),
                commitment.executionHash().toArray(),
                commitment.dataHash().toArray(),
                uint(commitment.postedAt()),
                uint(commitment.challengeWindow()));
    }

    String finalizeBatches(long first, List<BatchCommitment> commitments) {
        List<Rollup.BatchCommitment> openings = commitments.stream()
                .map(opening -> new Rollup.BatchCommitment(
                        opening.batchHash().toArray(),
                        opening.executionHash().toArray(),
                        opening.dataHash().toArray(),
                        uint(opening.postedAt()),
                        uint(opening.challengeWindow())))
                .toList();
        return rollup.finalize(uint(first), openings).encodeFunctionCall();
    }

    /** Fixes the hash of a block that EIP-2935 still knows. */
    String pinOrigin(long number) {
        return rollup.pinOrigin(uint(number), Collections.<byte[]>emptyList()).encodeFunctionCall();
    }

    private static Rollup.PostedBatch posted(Postable postable) {
        StoredBatch.Ordered ordered = postable.batch().ordered().orElseThrow();
        StoredBatch.Executed executed = postable.batch().executed().orElseThrow();
        return new Rollup.PostedBatch(
                header(ordered.header()),
                ordered.headerSignature().toBytes().toArray(),
                ordered.beaconSignature().toArray(),
                statement(executed.statement()),
                executed.statementSignature().toBytes().toArray(),
                postable.dataHashes().stream().map(Hash32::toArray).toList(),
                postable.dataSignature().toBytes().toArray());
    }

    private static Rollup.BatchHeader header(BatchHeader header) {
        return new Rollup.BatchHeader(
                uint(header.rollupId().value()),
                uint(header.generation().value()),
                uint(header.number().value()),
                header.parentHash().toArray(),
                uint(header.firstSeq().value()),
                uint(header.seqCount()),
                BigInteger.valueOf(Integer.toUnsignedLong(header.txCount())),
                header.cutRoot().toArray(),
                header.arrivalRoot().toArray(),
                header.orderRoot().toArray(),
                BigInteger.valueOf(header.beaconKind()),
                header.seed().toArray(),
                header.policyHash().toArray(),
                uint(header.sealedAtMillis()),
                uint(header.forcedThrough()),
                uint(header.depositsThrough()),
                uint(header.l1OriginNumber()),
                header.l1OriginHash().toArray());
    }

    private static Rollup.BatchHeader noHeader() {
        BigInteger zero = BigInteger.ZERO;
        byte[] none = Hash32.ZERO.toArray();
        return new Rollup.BatchHeader(
                zero, zero, zero, none, zero, zero, zero, none, none, none, zero, none, none, zero, zero, zero, zero,
                none);
    }

    private static Rollup.ExecutionStatement statement(ExecutionStatement statement) {
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
        return new BigInteger(Long.toUnsignedString(value));
    }
}
