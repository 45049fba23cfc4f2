package dev.candor.protocol.evidence;

import dev.candor.protocol.types.Bytes;

/** What a checker is given: {@code abi.encode} of the struct of the same name in spec/evidence.md. */
public sealed interface Evidence
        permits EquivocationEvidence,
                ForcedEntryEvidence,
                ForkedLogEvidence,
                LatenessEvidence,
                OrderingDelayEvidence,
                SubstitutionEvidence,
                WitnessContradictionEvidence,
                WrongOrderEvidence,
                WrongSeedEvidence {

    FaultKind kind();

    /** The argument of {@code check}. */
    Bytes encode();
}
