package dev.candor.sequencer.execution;

import dev.candor.execution.ExecutionEngine;
import dev.candor.execution.L2State;
import dev.candor.protocol.block.BaseFee;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.types.Address;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class EngineL2State implements L2State {
    private final ExecutionEngine engine;

    EngineL2State(ExecutionEngine engine) {
        this.engine = engine;
    }

    @Override
    public Map<Address, Account> accounts(Collection<Address> addresses, long blockNumber) {
        return engine.accounts(addresses, blockNumber);
    }

    @Override
    public Head head() {
        L2BlockHeader header = engine.head();
        return new Head(
                header.number(), header.gasLimit(), header.gasUsed(), header.baseFeePerGas(), BaseFee.after(header));
    }
}
