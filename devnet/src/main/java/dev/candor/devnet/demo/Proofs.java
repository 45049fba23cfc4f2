package dev.candor.devnet.demo;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.merkle.MerkleProofs;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Whether a transaction's proofs lead from leaves made here to the roots of signed objects. */
final class Proofs {

    private static final int WORD = 32;
    /** Position, kind and seq or index, transaction hash: what does not depend on how the client was sorted. */
    private static final int ORDER_LEAF_IDENTITY = 4 * WORD;

    private Proofs() {}

    /** The cut has, at the promised number, exactly what was promised. */
    static boolean keepsPromise(JsonNode proofs, InclusionPromise promise, BatchHeader header) {
        CutLeaf leaf = new CutLeaf(
                promise.seq(),
                promise.txHash(),
                promise.sender(),
                promise.nonce(),
                promise.receivedAtMillis(),
                CutLeaf.NO_DUPLICATE);
        long index = promise.seq().value() - header.firstSeq().value();
        return included(proofs.path("cut"), leaf.encode(), index, header.seqCount(), header.cutRoot());
    }

    /** The order has the transaction at this position; forced ones are of kind 1. */
    static boolean ordered(
            JsonNode proofs, EthTransaction transaction, OrderLeaf.Kind kind, int position, BatchHeader header) {
        byte[] leaf =
                Bytes.fromHex(proofs.path("order").path("leaf").asString()).toArray();
        long named = new BigInteger(1, Arrays.copyOfRange(leaf, 2 * WORD, 3 * WORD)).longValue();
        byte[] expected = new OrderLeaf(
                        position,
                        kind,
                        named,
                        transaction.hash(),
                        transaction.sender(),
                        transaction.nonce(),
                        Hash32.ZERO)
                .encode();
        return Arrays.equals(leaf, 0, ORDER_LEAF_IDENTITY, expected, 0, ORDER_LEAF_IDENTITY)
                && included(proofs.path("order"), leaf, position, header.txCount(), header.orderRoot());
    }

    /** The statement commits to this outcome at this position. */
    static boolean executed(
            JsonNode proofs,
            EthTransaction transaction,
            int position,
            Outcome outcome,
            long gasUsed,
            BatchHeader header,
            ExecutionStatement statement) {
        byte[] leaf = new OutcomeLeaf(position, transaction.hash(), outcome, gasUsed).encode();
        return included(proofs.path("outcome"), leaf, position, header.txCount(), statement.outcomesRoot());
    }

    private static boolean included(JsonNode proof, byte[] leaf, long index, long size, Hash32 root) {
        List<Hash32> nodes = StreamSupport.stream(proof.path("proof").spliterator(), false)
                .map(node -> Hash32.fromHex(node.asString()))
                .toList();
        return MerkleProofs.verifyInclusion(HashFunction.KECCAK_256, leaf, index, size, nodes, root);
    }
}
