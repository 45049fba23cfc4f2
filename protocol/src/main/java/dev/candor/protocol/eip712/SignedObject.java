package dev.candor.protocol.eip712;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;

/** An EIP-712 struct of the protocol; every act of a party is a signature over one of these. */
public sealed interface SignedObject
        permits InclusionPromise,
                AdmissionRefusal,
                Cut,
                BatchHeader,
                ExecutionStatement,
                DataStatement,
                BatchAttestation,
                DisputeVerdict,
                RollbackRatification,
                LogCheckpoint {

    /** keccak256 of the struct's {@code encodeType}, one of {@link TypeHashes}. */
    Hash32 typeHash();

    /**
     * {@code typeHash ‖ encodeData} of EIP-712, a new array: the type hash's word, then one word for each member. Without the
     * first word it is {@code abi.encode} of the struct.
     */
    byte[] encodeData();

    /** {@code hashStruct} of EIP-712: keccak256 of the type hash and the encoded members. */
    default Hash32 structHash() {
        return Keccak256.hash(encodeData());
    }

    /** What is signed: {@code keccak256(0x1901 ‖ domainSeparator ‖ structHash)}. */
    default Hash32 digest(CandorDomain domain) {
        return domain.digest(structHash());
    }
}
