package dev.candor.l1.history;

import dev.candor.contracts.ForcedInbox;
import dev.candor.contracts.SequencerRegistry;
import dev.candor.l1.FollowerStore;
import dev.candor.l1.L1FinalityBrokenException;
import dev.candor.l1.L1Header;
import dev.candor.l1.L1Range;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Turns final L1 blocks into rows. Several processes may apply the same blocks: the rows are the same. After a crash the range
 * is applied again or was applied whole.
 */
public final class FinalHistory implements FollowerStore {
    private static final String SEATED = EventEncoder.encode(SequencerRegistry.SEQUENCERSEATED_EVENT);
    private static final String ROTATED = EventEncoder.encode(SequencerRegistry.ORDERKEYROTATED_EVENT);
    private static final String QUEUED = EventEncoder.encode(ForcedInbox.FORCEDQUEUED_EVENT);

    private final HistoryTables tables;
    private final ContractViews readings;
    private final long deploymentBlock;
    private final Consumer<L1Range> also;
    private final TransactionTemplate transactions;

    /**
     * @param deploymentBlock of the Rollup: nothing was said before it
     * @param also stores what else a service keeps of the same blocks, in the same transaction; it may hear of a range again
     */
    public FinalHistory(
            HistoryTables tables,
            ContractViews readings,
            long deploymentBlock,
            Consumer<L1Range> also,
            PlatformTransactionManager transactionManager) {
        this.tables = tables;
        this.readings = readings;
        this.deploymentBlock = deploymentBlock;
        this.also = also;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @Override
    public Optional<L1Header> position() {
        return tables.newestFinal();
    }

    @Override
    public Optional<L1Header> positionBelow(long number) {
        return tables.newestFinalBelow(number);
    }

    @Override
    public void apply(L1Range range, long finalizedNumber) {
        long height = range.to().number();
        List<HistoryTables.PolicyFrom> policies = policiesUpTo(height);
        List<HistoryTables.OrderKeyFrom> orderKeys = orderKeys(range.logs());
        Address orderKey = readings.orderKeyAt(height);
        long queued = readings.forcedQueuedAt(height);
        transactions.executeWithoutResult(status -> {
            policies.forEach(tables::addPolicy);
            orderKeys.forEach(tables::addOrderKey);
            range.logs().stream().filter(log -> is(log, QUEUED)).forEach(this::addForced);
            also.accept(range);
            tables.addFinal(range.to());
            requireSame("the order key", height, orderKey, floor(height));
            requireSame("the number of forced entries", height, queued, tables.forcedThrough(height));
        });
    }

    @Override
    public void rewind(Optional<L1Header> ancestor) {
        throw new L1FinalityBrokenException("Expected final blocks to stay, found a rewind to " + ancestor
                + ": a follower of final blocks never asks for one.");
    }

    /** The changes of the policy since the newest one that is stored, each at the very height where it took effect. */
    private List<HistoryTables.PolicyFrom> policiesUpTo(long height) {
        List<HistoryTables.PolicyFrom> found = new ArrayList<>();
        HistoryTables.PolicyFrom newest = tables.newestPolicy().orElseGet(() -> {
            HistoryTables.PolicyFrom first = policyFrom(deploymentBlock);
            found.add(first);
            return first;
        });
        long revision = readings.revisionAt(height);
        while (newest.revision() != revision) {
            newest = policyFrom(firstHeightAfter(newest, height));
            found.add(newest);
        }
        return found;
    }

    private HistoryTables.PolicyFrom policyFrom(long height) {
        return new HistoryTables.PolicyFrom(height, readings.revisionAt(height), readings.policyAt(height));
    }

    /** The lowest height whose revision is above {@code policy}'s: by bisection, as revisions only grow. */
    private long firstHeightAfter(HistoryTables.PolicyFrom policy, long height) {
        long same = policy.height();
        long other = height;
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (readings.revisionAt(middle) == policy.revision()) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }

    private List<HistoryTables.OrderKeyFrom> orderKeys(List<Log> logs) {
        List<HistoryTables.OrderKeyFrom> keys = new ArrayList<>();
        for (Log log : logs) {
            if (is(log, SEATED)) {
                long from = SequencerRegistry.getSequencerSeatedEventFromLog(log)
                        .effectiveFrom
                        .longValueExact();
                keys.add(orderKeyFrom(from, readings.orderKeyAt(from), log));
            } else if (is(log, ROTATED)) {
                SequencerRegistry.OrderKeyRotatedEventResponse rotated =
                        SequencerRegistry.getOrderKeyRotatedEventFromLog(log);
                keys.add(orderKeyFrom(rotated.effectiveFrom.longValueExact(), Address.fromHex(rotated.orderKey), log));
            }
        }
        return keys;
    }

    private static HistoryTables.OrderKeyFrom orderKeyFrom(long height, Address orderKey, Log log) {
        return new HistoryTables.OrderKeyFrom(
                height,
                orderKey,
                log.getBlockNumber().longValueExact(),
                log.getLogIndex().intValueExact());
    }

    private void addForced(Log log) {
        ForcedInbox.ForcedQueuedEventResponse queued = ForcedInbox.getForcedQueuedEventFromLog(log);
        QueuedEntry entry = new QueuedEntry(
                queued.index.longValueExact(),
                queued.gasLimit.longValueExact(),
                Bytes.wrap(queued.rawTx),
                log.getBlockNumber().longValueExact());
        tables.addForced(entry, Hash32.fromHex(log.getBlockHash()));
    }

    private Address floor(long height) {
        return Optional.ofNullable(tables.orderKeys().floorEntry(height))
                .map(java.util.Map.Entry::getValue)
                .orElse(Address.ZERO);
    }

    private static boolean is(Log log, String eventTopic) {
        return !log.getTopics().isEmpty() && log.getTopics().getFirst().equals(eventTopic);
    }

    private static void requireSame(String what, long height, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(
                    ("Expected %s at L1 height %d to be %s as the contract says, found %s from its events: an event was missed. "
                                    + "Check that the L1 node serves logs from the deployment block on.")
                            .formatted(what, height, expected, found));
        }
    }
}
