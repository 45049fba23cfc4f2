package dev.candor.bench;

import dev.candor.bench.audit.AuditBench;
import dev.candor.devnet.Devnet;
import dev.candor.devnet.DevnetKeys;
import dev.candor.devnet.DevnetOptions;
import dev.candor.localservers.Genesis;
import dev.candor.localservers.Geth;
import dev.candor.localservers.ServerOptions;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./candor bench}: starts a devnet and a plain geth, sends both the same signed transactions, prints what was measured. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = AuditBench.class,
        description = "Measures the sequencer beside a plain geth; the subcommand measures the transparency log.")
public final class Bench implements Callable<Integer> {
    private static final int LANES = 32;
    private static final int BATCH_LANES = 4;
    private static final int BATCH_SIZE = 500;
    private static final BigInteger FUNDS_WEI = BigInteger.TEN.pow(24);

    /** A pool that refuses nothing of this run, so that geth is measured at its best. */
    private static final List<String> WIDE_POOL = List.of(
            "--txpool.accountslots=100000",
            "--txpool.globalslots=1000000",
            "--txpool.accountqueue=100000",
            "--txpool.globalqueue=1000000");

    @Option(names = "--transactions", defaultValue = "20000", description = "of each comparison (${DEFAULT-VALUE})")
    int transactions;

    @Option(
            names = "--warm-up",
            defaultValue = "30000",
            description = "transactions to each side before each comparison (${DEFAULT-VALUE})")
    int warmUp;

    @Option(
            names = "--steady-rate",
            defaultValue = "1000",
            description = "tx/s through the whole pipeline (${DEFAULT-VALUE})")
    int steadyRate;

    @Option(names = "--steady-seconds", defaultValue = "60", description = "how long (${DEFAULT-VALUE})")
    int steadySeconds;

    @Option(names = "--rounds", defaultValue = "2", description = "of each comparison, alternating (${DEFAULT-VALUE})")
    int rounds;

    private final Map<String, Integer> nonces = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<PrivateKey> senders = IntStream.range(0, DevnetKeys.DERIVED_ACCOUNTS)
                .mapToObj(DevnetKeys::derived)
                .limit(DevnetKeys.DERIVED_ACCOUNTS / LANES * LANES)
                .toList();
        try (Devnet devnet = Devnet.start(DevnetOptions.forTests(), System.out::println)) {
            try (Geth geth = plainGeth(senders)) {
                compare(devnet, geth, senders);
            }
            latencyAt(devnet, senders, 500, 20);
            new SteadyLoad(devnet, senders.subList(0, 64 * (senders.size() / 64)), nonce("candor", 0))
                    .run(steadyRate, steadySeconds);
            System.out.printf(
                    Locale.ROOT,
                    "service memory (RSS, peak) %s%n",
                    Memory.of(devnet.service().pid()));
        }
        return 0;
    }

    /** The peer: the same genesis, the same senders, nothing but its transaction pool at work. */
    private static Geth plainGeth(List<PrivateKey> senders) {
        Genesis genesis = Genesis.dev(DevnetOptions.DEFAULT_ROLLUP_ID, System.currentTimeMillis() / 1000);
        Map<String, BigInteger> balances = new LinkedHashMap<>(genesis.balancesWei());
        senders.forEach(sender -> balances.put(sender.address().toHex(), FUNDS_WEI));
        Genesis funded = new Genesis(
                genesis.rollupId(), genesis.gasLimit(), genesis.timestampSeconds(), balances, genesis.code());
        return Geth.start(funded, ServerOptions.temporary(), 0, WIDE_POOL);
    }

    /** Before the peer's turn the rollup finishes what it has promised, so that neither works during the other's turn. */
    private void compare(Devnet devnet, Geth geth, List<PrivateKey> senders) throws IOException, InterruptedException {
        URI candor = URI.create(devnet.service().rpcUrl());
        URI peer = URI.create(geth.rpcUrl());
        single(candor, "candor", "warm-up", senders, warmUp);
        settle(candor, senders);
        single(peer, "geth", "warm-up", senders, warmUp);
        List<Measurement> ours = new ArrayList<>();
        List<Measurement> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(single(candor, "candor", "single, 32 connections", senders, transactions));
            settle(candor, senders);
            theirs.add(single(peer, "geth", "single, 32 connections", senders, transactions));
        }
        ratio("single requests", ours, theirs);
        ours.clear();
        theirs.clear();
        batches(candor, "candor", "warm-up", senders, warmUp);
        settle(candor, senders);
        batches(peer, "geth", "warm-up", senders, warmUp);
        for (int round = 0; round < rounds; round++) {
            ours.add(batches(candor, "candor", "batches of 500, 4 connections", senders, transactions));
            settle(candor, senders);
            theirs.add(batches(peer, "geth", "batches of 500, 4 connections", senders, transactions));
        }
        ratio("batches of 500", ours, theirs);
    }

    private void settle(URI candor, List<PrivateKey> senders) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "    executed %.1f s later%n",
                new Head(candor).awaitExecuted(senders.getLast().address(), nonce("candor", 0)));
    }

    private static void ratio(String what, List<Measurement> ours, List<Measurement> theirs) {
        double mine =
                ours.stream().mapToDouble(Measurement::perSecond).average().orElseThrow();
        double peers =
                theirs.stream().mapToDouble(Measurement::perSecond).average().orElseThrow();
        System.out.printf(
                Locale.ROOT, "==> %s: candor %.0f tx/s, geth %.0f tx/s, ratio %.2f%n", what, mine, peers, mine / peers);
    }

    private Measurement single(URI target, String who, String what, List<PrivateKey> senders, int count) {
        int perSender = Math.max(1, count / senders.size());
        List<List<byte[]>> lanes = load(who, senders, LANES, perSender).stream()
                .map(lane -> lane.stream().map(SignedLoad::request).toList())
                .toList();
        return said(new LoadGenerator(target).closedLoop(who + " " + what, lanes));
    }

    private Measurement batches(URI target, String who, String what, List<PrivateKey> senders, int count) {
        int perSender = Math.max(1, count / senders.size());
        List<List<byte[]>> lanes = load(who, senders, BATCH_LANES, perSender).stream()
                .map(Bench::inBatches)
                .toList();
        return said(new LoadGenerator(target).closedLoop(who + " " + what, lanes));
    }

    private static List<byte[]> inBatches(List<EthTransaction> lane) {
        List<byte[]> requests = new ArrayList<>();
        for (int from = 0; from < lane.size(); from += BATCH_SIZE) {
            requests.add(SignedLoad.batchRequest(lane.subList(from, Math.min(lane.size(), from + BATCH_SIZE))));
        }
        return requests;
    }

    private void latencyAt(Devnet devnet, List<PrivateKey> senders, int perSecond, int seconds) {
        int perSender = Math.max(1, perSecond * seconds / senders.size());
        List<List<byte[]>> lanes = load("candor", senders, LANES, perSender).stream()
                .map(lane -> lane.stream().map(SignedLoad::request).toList())
                .toList();
        said(new LoadGenerator(URI.create(devnet.service().rpcUrl()))
                .openLoop("candor at a steady " + perSecond + " tx/s", lanes, perSecond));
    }

    private List<List<EthTransaction>> load(String who, List<PrivateKey> senders, int lanes, int perSender) {
        return SignedLoad.transfers(DevnetOptions.DEFAULT_ROLLUP_ID, senders, lanes, perSender, nonce(who, perSender));
    }

    /** The senders' next nonce at a target, moved on by {@code used}. */
    private int nonce(String who, int used) {
        return nonces.merge(who, used, Integer::sum) - used;
    }

    private static Measurement said(Measurement measurement) {
        System.out.println(measurement);
        return measurement;
    }
}
