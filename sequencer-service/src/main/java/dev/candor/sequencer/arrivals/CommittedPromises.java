package dev.candor.sequencer.arrivals;

import dev.candor.protocol.types.Seq;
import java.util.List;
import org.springframework.stereotype.Component;

/** Signs committed rows again, in their order: the signatures are the ones that were given. */
@Component
class CommittedPromises implements PromiseLine {
    private final PromiseTable table;
    private final PromiseSigner signer;

    CommittedPromises(PromiseTable table, PromiseSigner signer) {
        this.table = table;
        this.signer = signer;
    }

    @Override
    public Stretch read(Seq from, int maxRows) {
        List<PromiseRow> rows = table.contiguous(from.value(), maxRows);
        List<IssuedPromise> promises =
                rows.stream().filter(row -> !row.filledIn()).map(signer::sign).toList();
        return new Stretch(promises, from.plus(rows.size()));
    }

    @Override
    public Seq end() {
        return new Seq(table.end());
    }
}
