package dev.candor.witness.judge;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.ExecutedBlocks;
import dev.candor.execution.Payload;
import dev.candor.l1.batches.OrderedTransaction;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.witness.reexecute.ClientUnavailableException;
import java.util.ArrayList;
import java.util.List;

/** The blocks that the client must hold: headers from the rows, transactions made anew from L1 when they are needed. */
final class BlocksFromL1 implements ExecutedBlocks {
    private final OwnBatches own;

    BlocksFromL1(OwnBatches own) {
        this.own = own;
    }

    @Override
    public Hash32 hash(long number) {
        return own.blockHash(number);
    }

    /** One at a time: each costs a question to L1. */
    @Override
    public List<Payload> blocks(long from, int max) {
        JudgedBatches.OwnBlock block = own.ownBlock(from);
        try {
            return List.of(Payload.of(
                    L2BlockHeader.decode(Bytes.wrap(block.header())),
                    included(own.batch(from).transactions(), block.outcomes())));
        } catch (ClientUnavailableException e) {
            throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (MalformedRlpException e) {
            throw new IllegalStateException(
                    "Expected the stored header of block %d to decode, found: %s".formatted(from, e.getMessage()), e);
        }
    }

    private static List<Bytes> included(List<OrderedTransaction> transactions, byte[] outcomes) {
        List<Bytes> included = new ArrayList<>();
        for (int position = 0; position < transactions.size(); position++) {
            if (outcomes[position] != Outcome.SKIPPED.code()) {
                included.add(transactions.get(position).rawTx());
            }
        }
        return included;
    }
}
