package dev.candor.sequencer.settlement;

import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.eip712.DataStatement;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Hash32;
import dev.candor.sequencer.batches.StoredBatch;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Signs which data belongs to a batch. The statement takes no slot, so nothing is recorded: it is signed anew per plan. */
@Component
class DataSigning {
    private final DigestSigner orderSigner;
    private final RollupIdentity identity;

    DataSigning(@Qualifier("orderSigner") DigestSigner orderSigner, RollupIdentity identity) {
        this.orderSigner = orderSigner;
        this.identity = identity;
    }

    /** @param dataHashes of the chunks, cut here and on L1 */
    Signature65 sign(StoredBatch batch, List<Hash32> dataHashes) {
        Cut cut = batch.cut();
        DataStatement statement = new DataStatement(
                cut.rollupId(),
                cut.generation(),
                cut.number(),
                batch.ordered().orElseThrow().batchHash(),
                BatchData.dataHash(dataHashes));
        return orderSigner.sign(statement.digest(identity.domain()));
    }
}
