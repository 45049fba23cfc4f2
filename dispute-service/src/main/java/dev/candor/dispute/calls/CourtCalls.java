package dev.candor.dispute.calls;

import dev.candor.contracts.BondVault;
import dev.candor.contracts.DisputeCourt;
import dev.candor.contracts.FaultRegister;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.List;
import org.springframework.stereotype.Component;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint8;

/** Encodes the calls of the court's contracts. */
@Component
public class CourtCalls {
    private static final String NOTHING_WEI = "0";

    private final CourtContracts contracts;

    CourtCalls(CourtContracts contracts) {
        this.contracts = contracts;
    }

    /** {@code keccak256(abi.encode(prover, uint8 kind, keccak256(evidence)))}; IFaultRegister.proofCommitment. */
    public static Hash32 commitment(Address prover, int kind, Hash32 evidenceHash) {
        return Keccak256.hash(Bytes.fromHex("0x"
                        + TypeEncoder.encode(new org.web3j.abi.datatypes.Address(prover.toHex()))
                        + TypeEncoder.encode(new Uint8(kind))
                        + TypeEncoder.encode(new Bytes32(evidenceHash.toArray())))
                .toArray());
    }

    public DirectCall commitProof(Hash32 commitment) {
        return call(FaultRegister.FUNC_COMMITPROOF, contracts.faultRegister(), bytes32(commitment));
    }

    /** Passes in a block after the commitment's. */
    public DirectCall prove(int kind, Address prover, Bytes evidence) {
        return call(
                FaultRegister.FUNC_PROVE,
                contracts.faultRegister(),
                new Uint8(kind),
                new org.web3j.abi.datatypes.Address(prover.toHex()),
                new DynamicBytes(evidence.toArray()));
    }

    public DirectCall executeSlash(Hash32 faultId) {
        return call(BondVault.FUNC_EXECUTESLASH, contracts.bondVault(), bytes32(faultId));
    }

    public DirectCall close(Hash32 disputeId) {
        return call(DisputeCourt.FUNC_CLOSE, contracts.court(), bytes32(disputeId));
    }

    /** {@code check(bytes)} of a checker. */
    public static String check(Bytes evidence) {
        return FunctionEncoder.encode(new Function("check", List.of(new DynamicBytes(evidence.toArray())), List.of()));
    }

    private static DirectCall call(String function, Address target, Type<?>... arguments) {
        String data = FunctionEncoder.encode(new Function(function, List.of(arguments), List.of()));
        return new DirectCall(function, target.toHex(), data, NOTHING_WEI);
    }

    private static Bytes32 bytes32(Hash32 value) {
        return new Bytes32(value.toArray());
    }
}
