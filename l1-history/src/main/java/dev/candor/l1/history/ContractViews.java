package dev.candor.l1.history;

import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.ParameterRegistry;
import dev.candor.contracts.Rollup;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.l1.L1UnavailableException;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;

/** Views of the contracts whose answer for a height that is not in the future never changes. */
public final class ContractViews {
    private final Rollup rollup;
    private final ParameterRegistry parameters;
    private final SequencerRegistry sequencers;
    private final ForcedInbox inbox;

    public ContractViews(Web3j l1Node, L1Contracts contracts) {
        ReadonlyTransactionManager readOnly = new ReadonlyTransactionManager(l1Node, Address.ZERO.toHex());
        DefaultGasProvider unused = new DefaultGasProvider();
        this.rollup = Rollup.load(contracts.rollup().toHex(), l1Node, readOnly, unused);
        this.parameters = ParameterRegistry.load(contracts.parameterRegistry().toHex(), l1Node, readOnly, unused);
        this.sequencers = SequencerRegistry.load(contracts.sequencerRegistry().toHex(), l1Node, readOnly, unused);
        this.inbox = ForcedInbox.load(contracts.forcedInbox().toHex(), l1Node, readOnly, unused);
    }

    /** Only grows with the height; equal revisions, equal parameters. */
    long revisionAt(long height) {
        return call(parameters.revisionAt(BigInteger.valueOf(height))).longValueExact();
    }

    /** The policy, checked against the hash that the contract makes of it. */
    Policy policyAt(long height) {
        Rollup.Policy answer = call(rollup.policyAt(BigInteger.valueOf(height)));
        Hash32 expected = Hash32.wrap(call(rollup.policyHashAt(BigInteger.valueOf(height))));
        Policy policy = new Policy(
                answer.version.intValueExact(),
                OrderingPolicy.ofCode(answer.ordering.intValueExact()),
                answer.beaconKinds.intValueExact(),
                answer.transactionTypes.intValueExact(),
                answer.batchIntervalMillis.longValueExact(),
                answer.maxGas.longValueExact(),
                answer.maxCount.intValue(),
                answer.maxBytes.intValue(),
                answer.forcedCap.intValue(),
                answer.inclusionDelaySeconds.longValueExact(),
                answer.maxOrderingDelayMillis.longValueExact(),
                Address.fromHex(answer.feeRecipient),
                answer.compensationWei);
        if (!policy.hash().equals(expected)) {
            throw new IllegalStateException(
                    "Expected the policy at L1 height %d to hash to %s, found %s for %s: this version cannot follow the contracts."
                            .formatted(height, expected, policy.hash(), policy));
        }
        return policy;
    }

    Address orderKeyAt(long height) {
        return Address.fromHex(call(sequencers.orderKeyAt(BigInteger.valueOf(height))));
    }

    /** 192 bytes; empty before the first key. */
    public Bytes beaconKeyAt(long height) {
        return Bytes.wrap(call(sequencers.beaconKeyAt(BigInteger.valueOf(height))));
    }

    long forcedQueuedAt(long height) {
        return call(inbox.queued(BigInteger.valueOf(height))).longValueExact();
    }

    private static <T> T call(RemoteFunctionCall<T> view) {
        try {
            return view.send();
        } catch (Exception e) {
            throw new L1UnavailableException("Expected L1 to answer a view of the contracts, found " + e, e);
        }
    }
}
