package dev.candor.sequencer.execution;

import dev.candor.execution.AccountChanges;
import dev.candor.execution.BuildOutcome;
import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.L2State;
import dev.candor.execution.Payload;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real client, for tests to put one fault in front of. */
abstract class ForwardingEngine implements ExecutionEngine {
    private final ExecutionEngine real;

    ForwardingEngine(ExecutionEngine real) {
        this.real = real;
    }

    @Override
    public L2BlockHeader head() {
        return real.head();
    }

    @Override
    public Optional<L2BlockHeader> header(long number) {
        return real.header(number);
    }

    @Override
    public Optional<L2BlockHeader> header(Hash32 blockHash) {
        return real.header(blockHash);
    }

    @Override
    public BuildOutcome build(L2BlockAttributes attributes, List<Bytes> transactions) {
        return real.build(attributes, transactions);
    }

    @Override
    public Imported importBlock(Payload payload) {
        return real.importBlock(payload);
    }

    @Override
    public HeadChange setHead(Hash32 head, Optional<Hash32> safe, Optional<Hash32> finalized) {
        return real.setHead(head, safe, finalized);
    }

    @Override
    public void rollbackTo(long number) {
        real.rollbackTo(number);
    }

    @Override
    public List<Receipt> receipts(Hash32 blockHash) {
        return real.receipts(blockHash);
    }

    @Override
    public Map<Address, L2State.Account> accounts(Collection<Address> addresses, Hash32 blockHash) {
        return real.accounts(addresses, blockHash);
    }

    @Override
    public Map<Address, L2State.Account> accounts(Collection<Address> addresses, long blockNumber) {
        return real.accounts(addresses, blockNumber);
    }

    @Override
    public AccountChanges changes(Hash32 blockHash, Set<Address> tracked) {
        return real.changes(blockHash, tracked);
    }
}
