package dev.candor.protocol.block;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch prescribes about its L2 block (protocol.md section 6). Numbers are unsigned 64 bits.
 *
 * @param number the batch's number
 * @param parentHash the L2 block of the parent batch
 * @param timestamp Unix seconds: {@code max(parent + 1, floor(sealedAtMillis / 1000))}
 * @param prevRandao the seed
 * @param parentBeaconBlockRoot the hash of the L1 origin
 * @param extraData the batch hash
 * @param gasLimit the genesis block's, for ever
 */
public record L2BlockAttributes(
        long number,
        Hash32 parentHash,
        long timestamp,
        Hash32 prevRandao,
        Hash32 parentBeaconBlockRoot,
        Bytes extraData,
        Address feeRecipient,
        long gasLimit) {
    private static final long MILLIS_PER_SECOND = 1000;
    /** keccak256 of the RLP of an empty list: no ommers after the merge (EIP-3675). */
    static final Hash32 NO_OMMERS =
            Hash32.fromHex("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
    /** The root of an empty trie: no withdrawals until there are deposits (EIP-4895). */
    static final Hash32 NO_WITHDRAWALS =
            Hash32.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    /** sha256 of nothing: no execution requests (EIP-7685). */
    static final Hash32 NO_REQUESTS =
            Hash32.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static final Bytes ZERO_NONCE = Bytes.fromHex("0x0000000000000000");

    /** The block before: hash and timestamp of the parent batch's L2 block. */
    public record Parent(Hash32 hash, long timestamp) {
        public static Parent of(L2BlockHeader header) {
            return new Parent(header.hash(), header.timestamp());
        }
    }

    /**
     * The attributes of a batch's block.
     *
     * @param batchHash the header's digest
     * @param policy the one whose hash the header names
     * @param gasLimit the genesis block's
     */
    public static L2BlockAttributes of(
            BatchHeader header, Hash32 batchHash, Policy policy, Parent parent, long gasLimit) {
        return new L2BlockAttributes(
                header.number().value(),
                parent.hash(),
                timestamp(parent.timestamp(), header.sealedAtMillis()),
                header.seed(),
                header.l1OriginHash(),
                batchHash.toBytes(),
                policy.feeRecipient(),
                gasLimit);
    }

    /** Unix seconds of the block: {@code max(parent + 1, floor(sealedAtMillis / 1000))}, all unsigned. */
    public static long timestamp(long parentTimestamp, long sealedAtMillis) {
        long earliest = parentTimestamp + 1;
        long sealed = Long.divideUnsigned(sealedAtMillis, MILLIS_PER_SECOND);
        return Long.compareUnsigned(earliest, sealed) >= 0 ? earliest : sealed;
    }

    /** In what a block differs from what was asked for, in words; empty when it is as prescribed. */
    public List<String> differences(L2BlockHeader block) {
        List<String> differences = new ArrayList<>();
        compare(differences, "number", number, block.number());
        compare(differences, "parentHash", parentHash, block.parentHash());
        compare(differences, "timestamp", timestamp, block.timestamp());
        compare(differences, "prevRandao", prevRandao, block.prevRandao());
        compare(differences, "parentBeaconBlockRoot", parentBeaconBlockRoot, block.parentBeaconBlockRoot());
        compare(differences, "extraData", extraData, block.extraData());
        compare(differences, "feeRecipient", feeRecipient, block.feeRecipient());
        compare(differences, "gasLimit", gasLimit, block.gasLimit());
        compare(differences, "ommersHash", NO_OMMERS, block.ommersHash());
        compare(differences, "difficulty", BigInteger.ZERO, block.difficulty());
        compare(differences, "nonce", ZERO_NONCE, block.nonce());
        compare(differences, "withdrawalsRoot", NO_WITHDRAWALS, block.withdrawalsRoot());
        compare(differences, "blobGasUsed", 0L, block.blobGasUsed());
        compare(differences, "excessBlobGas", 0L, block.excessBlobGas());
        compare(differences, "requestsHash", NO_REQUESTS, block.requestsHash());
        return List.copyOf(differences);
    }

    private static void compare(List<String> differences, String field, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add("Expected " + field + " " + expected + ", found " + found + ".");
        }
    }
}
