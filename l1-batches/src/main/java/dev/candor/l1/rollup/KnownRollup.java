package dev.candor.l1.rollup;

import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.history.RollupOnL1;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rollup this is, from the database, or from L1 as soon as it answers: the service starts without. */
final class KnownRollup {
    private final RollupRow row;
    private final ChainNode node;
    private final FollowedRollup identity;
    private volatile @Nullable RollupOnL1 known;

    KnownRollup(RollupRow row, ChainNode node, FollowedRollup identity) {
        this.row = row;
        this.node = node;
        this.identity = identity;
    }

    /**
     * Asks L1 if need be.
     *
     * @throws L1UnavailableException L1 was never read and does not answer now
     * @throws IllegalStateException the contract there is of another rollup
     */
    RollupOnL1 require() {
        Optional<RollupOnL1> found = find();
        if (found.isPresent()) {
            return found.get();
        }
        RollupOnL1 read = RollupOnL1.read(node.web3j(), identity.address());
        if (read.rollupId() != identity.id().value() || read.l1ChainId() != identity.l1ChainId()) {
            throw new IllegalStateException(
                    "Expected the contract of rollup %s on L1 chain %d, found that of rollup %s on chain %d: correct candor.rollup-id, candor.l1.chain-id or candor.l1.rpc-url."
                            .formatted(
                                    identity.id(),
                                    identity.l1ChainId(),
                                    Long.toUnsignedString(read.rollupId()),
                                    read.l1ChainId()));
        }
        row.storeFirst(read);
        known = read;
        return read;
    }

    /** Asks nobody. */
    Optional<RollupOnL1> find() {
        if (known == null) {
            known = row.find().orElse(null);
        }
        return Optional.ofNullable(known);
    }
}
