package dev.candor.witness.judge;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.reexecute.Reexecuted;
import dev.candor.witness.reexecute.Reexecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts in front of the client that its state root is another one each time. */
final class FicklePostProcessor implements BeanPostProcessor {
    private final AtomicInteger executions = new AtomicInteger();
    private volatile boolean mended;

    void mend() {
        mended = true;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Reexecutor real ? new Fickle(real) : bean;
    }

    private final class Fickle implements Reexecutor {
        private final Reexecutor real;

        Fickle(Reexecutor real) {
            this.real = real;
        }

        @Override
        public String kind() {
            return real.kind();
        }

        @Override
        public Reexecuted execute(BatchFromL1 batch, Hash32 parentBlock) {
            Reexecuted executed = real.execute(batch, parentBlock);
            return mended ? executed : new Reexecuted(other(executed.header()), executed.outcomes());
        }

        private L2BlockHeader other(L2BlockHeader header) {
            return new L2BlockHeader(
                    header.parentHash(),
                    header.ommersHash(),
                    header.feeRecipient(),
                    Keccak256.hashUtf8("state " + executions.incrementAndGet()),
                    header.transactionsRoot(),
                    header.receiptsRoot(),
                    header.logsBloom(),
                    header.difficulty(),
                    header.number(),
                    header.gasLimit(),
                    header.gasUsed(),
                    header.timestamp(),
                    header.extraData(),
                    header.prevRandao(),
                    header.nonce(),
                    header.baseFeePerGas(),
                    header.withdrawalsRoot(),
                    header.blobGasUsed(),
                    header.excessBlobGas(),
                    header.parentBeaconBlockRoot(),
                    header.requestsHash());
        }
    }
}
