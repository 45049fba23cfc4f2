package dev.candor.l1.rollup;

import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.BatchNumber;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.RollupId;
import dev.candor.protocol.types.Seq;
import java.util.ArrayList;
import java.util.List;

/** Reads the inputs of {@code Rollup.postData} and {@code Rollup.postBatches} (protocol.md section 7). Pure. */
final class RollupInputs {
    private static final int SELECTOR_BYTES = 4;
    private static final int MAX_BATCHES = 256;
    private static final int MAX_DATA_HASHES = 64;
    private static final int PARENT_WORDS = 22;
    private static final String HEADER =
            "(uint64,uint64,uint64,bytes32,uint64,uint64,uint32,bytes32,bytes32,bytes32,uint8,bytes32,bytes32,uint64,uint64,uint64,uint64,bytes32)";
    private static final String STATEMENT = "(uint64,uint64,uint64,bytes32,bytes32,bytes32,bytes32,bytes32,uint64)";
    private static final String PARENT = "(" + HEADER + ",bytes32,bytes32,uint64,uint64)";
    private static final String BATCH = "(" + HEADER + ",bytes,bytes," + STATEMENT + ",bytes,bytes32[],bytes)";
    private static final Bytes POST_DATA = selector("postData(bytes)");
    private static final Bytes POST_BATCHES = selector("postBatches(" + PARENT + "," + BATCH + "[])");

    private RollupInputs() {}

    static Bytes chunk(Bytes input) throws AbiReader.MalformedAbiException {
        return arguments(input, POST_DATA, "postData").bytes();
    }

    static List<PostCalldata> batches(Bytes input) throws AbiReader.MalformedAbiException {
        AbiReader arguments = arguments(input, POST_BATCHES, "postBatches");
        arguments.skip(PARENT_WORDS);
        List<PostCalldata> batches = new ArrayList<>();
        for (AbiReader batch : arguments.tuples(MAX_BATCHES)) {
            BatchHeader header = header(batch);
            Bytes headerSignature = batch.bytes();
            Bytes beaconSignature = batch.bytes();
            ExecutionStatement statement = statement(batch);
            batches.add(new PostCalldata(
                    header,
                    headerSignature,
                    beaconSignature,
                    statement,
                    batch.bytes(),
                    batch.bytes32s(MAX_DATA_HASHES),
                    batch.bytes()));
        }
        return batches;
    }

    private static BatchHeader header(AbiReader source) throws AbiReader.MalformedAbiException {
        return new BatchHeader(
                new RollupId(source.uint64()),
                new Generation(source.uint64()),
                new BatchNumber(source.uint64()),
                source.bytes32(),
                new Seq(source.uint64()),
                source.uint64(),
                (int) source.uint64(),
                source.bytes32(),
                source.bytes32(),
                source.bytes32(),
                (int) source.uint64(),
                source.bytes32(),
                source.bytes32(),
                source.uint64(),
                source.uint64(),
                source.uint64(),
                source.uint64(),
                source.bytes32());
    }

    private static ExecutionStatement statement(AbiReader source) throws AbiReader.MalformedAbiException {
        return new ExecutionStatement(
                new RollupId(source.uint64()),
                new Generation(source.uint64()),
                new BatchNumber(source.uint64()),
                source.bytes32(),
                source.bytes32(),
                source.bytes32(),
                source.bytes32(),
                source.bytes32(),
                source.uint64());
    }

    private static AbiReader arguments(Bytes input, Bytes selector, String function)
            throws AbiReader.MalformedAbiException {
        boolean calls =
                input.size() >= SELECTOR_BYTES && input.slice(0, SELECTOR_BYTES).equals(selector);
        if (!calls) {
            throw new AbiReader.MalformedAbiException("Expected a call of %s, found an input of %d bytes that is none."
                    .formatted(function, input.size()));
        }
        return AbiReader.of(input.slice(SELECTOR_BYTES, input.size()));
    }

    private static Bytes selector(String signature) {
        return Keccak256.hashUtf8(signature).toBytes().slice(0, SELECTOR_BYTES);
    }
}
