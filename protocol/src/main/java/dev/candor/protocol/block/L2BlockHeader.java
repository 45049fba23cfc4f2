package dev.candor.protocol.block;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.rlp.Rlp;
import dev.candor.protocol.rlp.RlpReader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;

/**
 * The header of an Ethereum block at Prague, in the order of its RLP (yellow paper; EIPs 1559, 4895, 4844, 4788, 7685).
 * Numbers are unsigned 64 bits where they are a {@code long}.
 */
public record L2BlockHeader(
        Hash32 parentHash,
        Hash32 ommersHash,
        Address feeRecipient,
        Hash32 stateRoot,
        Hash32 transactionsRoot,
        Hash32 receiptsRoot,
        Bytes logsBloom,
        BigInteger difficulty,
        long number,
        long gasLimit,
        long gasUsed,
        long timestamp,
        Bytes extraData,
        Hash32 prevRandao,
        Bytes nonce,
        BigInteger baseFeePerGas,
        Hash32 withdrawalsRoot,
        long blobGasUsed,
        long excessBlobGas,
        Hash32 parentBeaconBlockRoot,
        Hash32 requestsHash) {
    private static final int BLOOM_BYTES = 256;
    private static final int MAX_EXTRA_DATA_BYTES = 32;
    private static final int NONCE_BYTES = 8;

    /** Reads the canonical RLP of one header and nothing after it. */
    public static L2BlockHeader decode(Bytes rlp) throws MalformedRlpException {
        RlpReader outer = RlpReader.of(rlp.readOnlyArray());
        RlpReader fields = outer.list("the block header");
        outer.requireEnd("the block header");
        L2BlockHeader header = new L2BlockHeader(
                fields.hash32("parentHash"),
                fields.hash32("ommersHash"),
                fields.address("feeRecipient"),
                fields.hash32("stateRoot"),
                fields.hash32("transactionsRoot"),
                fields.hash32("receiptsRoot"),
                fields.fixed(BLOOM_BYTES, "logsBloom"),
                fields.uint256("difficulty"),
                fields.uint64("number"),
                fields.uint64("gasLimit"),
                fields.uint64("gasUsed"),
                fields.uint64("timestamp"),
                fields.string(0, MAX_EXTRA_DATA_BYTES, "extraData"),
                fields.hash32("prevRandao"),
                fields.fixed(NONCE_BYTES, "nonce"),
                fields.uint256("baseFeePerGas"),
                fields.hash32("withdrawalsRoot"),
                fields.uint64("blobGasUsed"),
                fields.uint64("excessBlobGas"),
                fields.hash32("parentBeaconBlockRoot"),
                fields.hash32("requestsHash"));
        fields.requireEnd("the header's fields");
        return header;
    }

    public Bytes encode() {
        return Bytes.wrap(Rlp.list(
                Rlp.string(parentHash),
                Rlp.string(ommersHash),
                Rlp.string(feeRecipient),
                Rlp.string(stateRoot),
                Rlp.string(transactionsRoot),
                Rlp.string(receiptsRoot),
                Rlp.string(logsBloom),
                Rlp.integer(difficulty),
                Rlp.uint64(number),
                Rlp.uint64(gasLimit),
                Rlp.uint64(gasUsed),
                Rlp.uint64(timestamp),
                Rlp.string(extraData),
                Rlp.string(prevRandao),
                Rlp.string(nonce),
                Rlp.integer(baseFeePerGas),
                Rlp.string(withdrawalsRoot),
                Rlp.uint64(blobGasUsed),
                Rlp.uint64(excessBlobGas),
                Rlp.string(parentBeaconBlockRoot),
                Rlp.string(requestsHash)));
    }

    /** The block hash: keccak256 of the RLP. */
    public Hash32 hash() {
        return Keccak256.hash(encode());
    }
}
