package dev.candor.protocol.evidence;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.nio.charset.StandardCharsets;

/** The faults that a checker decides (spec/faults.md). */
public enum FaultKind {
    EQUIVOCATION(1, "(bytes32,bytes,bytes,bytes,bytes)"),
    LATENESS(2, "(bool,uint64," + Types.PROMISE + "," + Types.POLICY + ")"),
    SUBSTITUTION(3, "(" + Types.PROMISE + "," + Types.HEADER + "," + Types.CUT_LEAF + ",bool,uint32,bytes32[])"),
    WRONG_ORDER(4, "(" + Types.HEADER + ",uint8,bytes)"),
    WRONG_SEED(5, "(" + Types.HEADER + ",bytes)"),
    ORDERING_DELAY(6, "(" + Types.PROMISE + "," + Types.HEADER + "," + Types.POLICY + ")"),
    FORCED_ENTRY(7, "(" + Types.HEADER + "," + Types.HEADER_WORDS + ",uint32," + Types.ORDER_LEAF + ",bytes32[])"),
    FORKED_LOG(10, "((bytes32,uint64,bytes32),bytes,(bytes32,uint64,bytes32),bytes,bytes32[])"),
    WITNESS_CONTRADICTION(11, "(uint64,(bytes32,bytes,bytes,bytes,bytes))");

    private final int code;
    private final String abiType;

    FaultKind(int code, String abiType) {
        this.code = code;
        this.abiType = abiType;
    }

    public int code() {
        return code;
    }

    /** The evidence's ABI type: a tuple without names. */
    public String abiType() {
        return abiType;
    }

    /** keccak256 of {@link #abiType}: the {@code evidenceSchema} of a rule in RuleBook. */
    public Hash32 schemaHash() {
        return Keccak256.hash(
                Bytes.wrap(abiType.getBytes(StandardCharsets.US_ASCII)).toArray());
    }

    private static final class Types {
        static final String HEADER_WORDS = "(uint64,uint64,uint64,bytes32,uint64,uint64,uint32,bytes32,bytes32,bytes32,"
                + "uint8,bytes32,bytes32,uint64,uint64,uint64,uint64,bytes32)";
        static final String HEADER = "(" + HEADER_WORDS + ",bytes)";
        static final String PROMISE = "((uint64,uint64,bytes32,address,uint64,uint64,uint64,bytes32),bytes)";
        static final String POLICY =
                "(uint16,uint8,uint8,uint8,uint64,uint64,uint32,uint32,uint32,uint64,uint64," + "address,uint256)";
        static final String CUT_LEAF = "(uint64,bytes32,address,uint64,uint64,uint64)";
        static final String ORDER_LEAF = "(uint32,uint8,uint64,bytes32,address,uint64,bytes32)";
    }
}
