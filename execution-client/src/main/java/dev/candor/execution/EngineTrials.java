package dev.candor.execution;

import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials on an execution client. Blocks that were only tried stay in it, beside the chain, and are forgotten in time. */
final class EngineTrials implements Trials {
    private final ExecutionEngine engine;
    private final ExecutionMetrics metrics;
    private final L2BlockAttributes attributes;
    private Optional<Tried> last = Optional.empty();
    private Optional<Kept> kept = Optional.empty();

    EngineTrials(ExecutionEngine engine, ExecutionMetrics metrics, L2BlockAttributes attributes) {
        this.engine = engine;
        this.metrics = metrics;
        this.attributes = attributes;
    }

    private boolean movedHead;

    private record Kept(Hash32 blockHash, List<ExecutionEngine.Receipt> receipts) {}

    private record Tried(List<Bytes> transactions, BuildOutcome outcome) {}

    @Override
    public long gasLimit() {
        return attributes.gasLimit();
    }

    @Override
    public BuildOutcome build(List<EthTransaction> transactions) {
        return buildRaw(transactions.stream().map(EthTransaction::raw).toList());
    }

    /** The last list again is not built again. */
    BuildOutcome buildRaw(List<Bytes> transactions) {
        return last.filter(tried -> tried.transactions().equals(transactions))
                .map(Tried::outcome)
                .orElseGet(() -> {
                    goBackToParent();
                    BuildOutcome outcome = metrics.build(() -> engine.build(attributes, transactions));
                    last = Optional.of(new Tried(transactions, outcome));
                    return outcome;
                });
    }

    @Override
    public Map<Address, L2State.Account> atParent(Collection<Address> addresses) {
        return engine.accounts(addresses, attributes.parentHash());
    }

    @Override
    public Run run(Payload payload, Map<Address, L2State.Account> atParent) {
        Hash32 block = payload.blockHash();
        Run run = new Run(keep(payload), engine.changes(block, atParent.keySet()));
        requireSameEnd(run, atParent, block);
        return run;
    }

    /** Has a built block executed and kept, once; its receipts. */
    List<ExecutionEngine.Receipt> keep(Payload payload) {
        return kept.filter(block -> block.blockHash().equals(payload.blockHash()))
                .map(Kept::receipts)
                .orElseGet(() -> {
                    movedHead =
                            metrics.importBlock(() -> engine.importBlock(payload)) == ExecutionEngine.Imported.AS_HEAD;
                    List<ExecutionEngine.Receipt> receipts = engine.receipts(payload.blockHash());
                    kept = Optional.of(new Kept(payload.blockHash(), receipts));
                    return receipts;
                });
    }

    private void goBackToParent() {
        if (movedHead) {
            engine.rollbackTo(attributes.number() - 1);
            movedHead = false;
            kept = Optional.empty();
        }
    }

    /** The trace decides about skips, so it is held against the state that the same block left. */
    private void requireSameEnd(Run run, Map<Address, L2State.Account> atParent, Hash32 block) {
        Map<Address, L2State.Account> atEnd = engine.accounts(atParent.keySet(), block);
        atParent.forEach((address, before) -> {
            L2State.Account traced =
                    run.changes().before(address, before, run.receipts().size());
            L2State.Account found = atEnd.getOrDefault(address, new L2State.Account(0, BigInteger.ZERO, false, false));
            if (traced.nonce() != found.nonce() || !traced.balance().equals(found.balance())) {
                throw new EngineDivergedException(
                        "Expected the trace of block %s to end with %s at nonce %d and %d wei, as its state has it, found %d and %d: "
                                        .formatted(
                                                block,
                                                address,
                                                found.nonce(),
                                                found.balance(),
                                                traced.nonce(),
                                                traced.balance())
                                + "the client's prestateTracer is not to be relied on.");
            }
        });
    }
}
