package dev.candor.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.devnet.Devnet;
import dev.candor.localservers.GethBinary;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading of the protocol in another language finds, from L1 data alone, what the sequencer did. */
class RebuildFromL1Test {
    /** {@code -Dcandor.acceptance.transactions=10000} for the full measure. */
    private static final int TRANSACTIONS = Integer.getInteger("candor.acceptance.transactions", 1500);

    private static final int SENDERS = 100;
    private static final int PER_REQUEST = 100;
    private static final long SEED = 20_261_122;
    private static final long LIMIT_MINUTES = 10;

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
        String rebuilt = reference(
                "rebuild_from_l1.py",
                "--l1",
                devnet.l1().rpcUrl(),
                "--rollup",
                devnet.description().contracts().rollup(),
                "--l2-export",
                export.toString());
        assertThat(rebuilt).contains("bit for bit");
        Path genesis = export.resolve("genesis-of-the-test.json");
        Files.writeString(genesis, devnet.l2().genesis().toJson());
        String reexecuted = reference(
                "reexecute.py",
                "--blocks",
                export.toString(),
                "--geth",
                GethBinary.resolve(System.err::println).toString(),
                "--genesis",
                genesis.toString());
        assertThat(reexecuted).isNotBlank();
    }

    /** Runs a program of spec/reference; it exits with 1 at the first difference. */
    private static String reference(String program, String... arguments) throws IOException, InterruptedException {
        Path root = Repository.root();
        List<String> command = new ArrayList<>();
        command.add(root.resolve(".venv/bin/python").toString());
        command.add(root.resolve("spec/reference").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as(program).isTrue();
        assertThat(process.exitValue()).as("%s said: %s", program, output).isZero();
        System.out.println(program + ": " + output.strip());
        return output;
    }
}
