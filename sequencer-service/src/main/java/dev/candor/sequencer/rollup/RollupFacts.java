package dev.candor.sequencer.rollup;

import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;

/** All that is read of the contracts once and kept. */
record RollupFacts(RollupIdentity identity, L1Contracts contracts) {

    static RollupFacts of(RollupOnL1 found) {
        return of(
                found.rollupId(),
                found.l1ChainId(),
                found.contracts().rollup(),
                found.genesisHash(),
                found.genesisTimestampSeconds(),
                found.deploymentBlock(),
                found.sequencerId(),
                found.contracts());
    }

    static RollupFacts of(
            long rollupId,
            long l1ChainId,
            Address rollup,
            Hash32 genesisHash,
            long genesisTimestampSeconds,
            long deploymentBlock,
            Hash32 sequencerId,
            L1Contracts contracts) {
        return new RollupFacts(
                new RollupIdentity(
                        new RollupId(rollupId),
                        new CandorDomain(l1ChainId, rollup),
                        l1ChainId,
                        rollup,
                        genesisHash,
                        genesisTimestampSeconds,
                        deploymentBlock,
                        sequencerId),
                contracts);
    }
}
