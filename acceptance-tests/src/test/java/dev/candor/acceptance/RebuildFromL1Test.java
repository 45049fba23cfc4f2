package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.protocol.transaction.EthTransaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading of the protocol in another language finds, from L1 data alone, what the sequencer did. */
class RebuildFromL1Test {
    /** {@code -Dcandor.acceptance.transactions=10000} for the full measure. */
    private static final int TRANSACTIONS = Integer.getInteger("candor.acceptance.transactions", 1500);

    private static final int SENDERS = 100;
    private static final int PER_REQUEST = 100;
    private static final long SEED = 20_261_122;

    @TempDir
    Path export;

    @Test
    void rebuildsAndReexecutesEveryBatchFromL1Alone() throws Exception {
        Devnet devnet = Networks.shared();
        SequencerClient client = new SequencerClient(devnet.service().url());
        Promises promises = new Promises();
        RandomLoad load = new RandomLoad(SEED, SENDERS);
        for (int sent = 0; sent < TRANSACTIONS; sent += PER_REQUEST) {
            List<EthTransaction> some = load.next(PER_REQUEST);
            List<SequencerClient.Answer> answers =
                    client.sendAll(some.stream().map(EthTransaction::raw).toList());
            for (int i = 0; i < some.size(); i++) {
                assertThat(answers.get(i).failed())
                        .as("%s", answers.get(i).error())
                        .isFalse();
                promises.add(some.get(i));
            }
        }

        promises.awaitAll(client, "FINAL");
        promises.eachInOneBatch(client);
        Reference.rebuildsAndReexecutes(devnet, export);
    }
}
