package dev.candor.dispute;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.utils.Numeric;

/** Evidence for the checker of {@link CourtOnL1}. */
public record EncodedFaults(Hash32 accused) {

    /** A fault of the sequencer that was deployed, and nobody else's. */
    public static EncodedFaults of(CourtOnL1 court) {
        return new EncodedFaults(
                Hash32.fromHex(court.contracts().manifest().get("sequencerId").asString()));
    }

    /** The same number, the same fault. */
    public Hash32 faultId(long number) {
        String encoded = FunctionEncoder.encodeConstructor(List.of(
                new Uint8(CourtOnL1.CHECKED_KIND),
                new Bytes32(accused.toArray()),
                new Uint64(CourtOnL1.ROLLUP_ID),
                new DynamicBytes(slot(number))));
        return Keccak256.hash(Numeric.hexStringToByteArray(encoded));
    }

    /** @param batchHash any; another one is other evidence of the same fault */
    public String evidence(long number, Hash32 batchHash) {
        return "0x"
                + FunctionEncoder.encodeConstructor(List.of(new DynamicStruct(
                        new Bytes32(faultId(number).toArray()),
                        new Uint8(CourtOnL1.CHECKED_KIND),
                        new Bytes32(accused.toArray()),
                        new Uint64(CourtOnL1.ROLLUP_ID),
                        new DynamicBytes(slot(number)),
                        new StaticStruct(new Uint64(1), new Uint64(number), new Bytes32(batchHash.toArray())))));
    }

    private static byte[] slot(long number) {
        return Numeric.hexStringToByteArray(
                FunctionEncoder.encodeConstructor(List.of(new Uint64(1), new Uint64(number))));
    }
}
