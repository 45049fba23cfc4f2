package dev.candor.devnet.demo;

import dev.candor.devnet.DevnetDescription;
import dev.candor.devnet.DevnetKeys;
import dev.candor.localservers.DevAccounts;
import dev.candor.localservers.HealthWait;
import dev.candor.localservers.JsonRpc;
import dev.candor.localservers.ServerFailure;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The acts of the demo, in order. What is not as it must be goes into {@link #problems()}. */
final class Demo {

    private static final int SENDERS = 10;
    private static final int TRANSFERS = 200;
    /** The last of the derived accounts, which other programs use less. */
    private static final int FIRST_ACCOUNT = DevnetKeys.DERIVED_ACCOUNTS - SENDERS;

    private static final long TRANSFER_GAS = 100_000;
    private static final long CREATION_GAS = 2_000_000;
    private static final long PAYMENT_GAS = 21_000;
    private static final long NONCES_AHEAD = 1_000;
    private static final BigInteger SHARE = BigInteger.valueOf(1_000_000);
    private static final Duration RECEIPT_LIMIT = Duration.ofSeconds(30);
    private static final Duration FINALITY_LIMIT = Duration.ofMinutes(5);

    private final Consumer<String> out;
    private final SequencerClient sequencer;
    private final Signatures signatures;
    private final L1Door l1;
    private final L1Record l1Record;
    private final List<Wallet> wallets;
    private final long rollupId;
    private final Optional<Receipts> receipts;
    private final Problems problems = new Problems();
    private final List<Walk> walks = new ArrayList<>();

    Demo(DevnetDescription network, Consumer<String> out) {
        this.out = out;
        this.rollupId = Long.parseUnsignedLong(network.rollupId());
        this.receipts = Optional.ofNullable(network.audit()).map(audit -> new Receipts(network, audit));
        this.sequencer = new SequencerClient(network.rpcUrl(), network.serviceUrl());
        long l1ChainId = Long.parseUnsignedLong(network.l1ChainId());
        this.signatures = new Signatures(
                new CandorDomain(l1ChainId, Address.fromHex(network.contracts().rollup())),
                Address.fromHex(network.orderKey()));
        this.l1 = new L1Door(
                network.l1RpcUrl(),
                l1ChainId,
                Address.fromHex(network.contracts().forcedInbox()),
                PrivateKey.fromHex(DevAccounts.ALL.getLast().privateKey()));
        this.l1Record = new L1Record(
                new JsonRpc(network.l1RpcUrl()),
                Address.fromHex(network.contracts().rollup()),
                Long.parseUnsignedLong(network.deploymentBlock()));
        this.wallets = IntStream.range(FIRST_ACCOUNT, FIRST_ACCOUNT + SENDERS)
                .mapToObj(index -> wallet(DevnetKeys.derived(index)))
                .toList();
    }

    List<String> problems() {
        return problems.found();
    }

    void run() {
        forceOneThatRunsAndOneThatCannot();
        Address token = deployToken();
        transferAround(token);
        beRefused();
        followToTheEnd();
        auditWalks();
        checkBalances(token);
        receipts.ifPresentOrElse(this::verifyReceipts, () -> out.accept("receipts: this network has no audit-service"));
    }

    private Wallet wallet(PrivateKey key) {
        return new Wallet(key, rollupId, sequencer.pendingNonce(key.address()));
    }

    /** A payer of its own: the nonce on L2 must still be free when the entry's turn comes. */
    private void forceOneThatRunsAndOneThatCannot() {
        PrivateKey key = DevnetKeys.derived(FIRST_ACCOUNT - 1);
        Wallet payer = wallet(key);
        Address to = wallets.getFirst().address();
        EthTransaction runs = payer.pay(to, BigInteger.ONE, PAYMENT_GAS, payer.nextNonce());
        EthTransaction cannot = payer.pay(to, BigInteger.ONE, PAYMENT_GAS, payer.nextNonce() + NONCES_AHEAD);
        long now = System.nanoTime();
        out.accept("forced: a payment queued in L1 block " + l1.force(runs));
        out.accept("forced: a payment with a nonce far ahead queued in L1 block " + l1.force(cannot));
        walks.add(Walk.forced("forced payment", runs, "SUCCEEDED", now));
        walks.add(Walk.forced("forced, bad nonce", cannot, "SKIPPED", now));
    }

    private Address deployToken() {
        Bytes code = Bytes.concat(
                DemoToken.creationCode(), Bytes.wrap(AbiCalls.word(SHARE.multiply(BigInteger.valueOf(SENDERS)))));
        EthTransaction creation = wallets.getFirst().create(code, CREATION_GAS);
        send("token deployment", creation);
        HealthWait.until(
                "a receipt of the token's deployment",
                RECEIPT_LIMIT,
                null,
                () -> !receipt(creation).isNull());
        String contract = receipt(creation).path("contractAddress").asString();
        out.accept("token: an ERC-20 is at " + contract);
        return Address.fromHex(contract);
    }

    private void transferAround(Address token) {
        Wallet owner = wallets.getFirst();
        for (Wallet wallet : wallets.subList(1, SENDERS)) {
            send("share", owner.call(token, AbiCalls.transfer(wallet.address(), SHARE), BigInteger.ZERO, TRANSFER_GAS));
        }
        awaitShares(token);
        for (int i = 0; i < TRANSFERS; i++) {
            Wallet from = wallets.get(i % SENDERS);
            Wallet to = wallets.get((i + 1) % SENDERS);
            Bytes data = AbiCalls.transfer(to.address(), BigInteger.valueOf(1 + i));
            send("transfer " + (i + 1), from.call(token, data, BigInteger.ZERO, TRANSFER_GAS));
        }
        double[] millis = walks.stream()
                .filter(walk -> walk.promise().isPresent())
                .mapToDouble(Walk::promiseMillis)
                .sorted()
                .toArray();
        out.accept("promises: %d given and verified, median %.1f ms, slowest %.1f ms"
                .formatted(millis.length, millis[millis.length / 2], millis[millis.length - 1]));
    }

    /** Shuffled order keeps one sender's nonces in line but not senders: they need their share first. */
    private void awaitShares(Address token) {
        Wallet lastServed = wallets.getLast();
        HealthWait.until(
                "every sender to have its share",
                RECEIPT_LIMIT,
                null,
                () -> balance(token, lastServed).equals(SHARE));
    }

    private void beRefused() {
        Wallet stranger = new Wallet(DevnetKeys.derived(FIRST_ACCOUNT - 2), rollupId + 1, 0);
        EthTransaction elsewhere = stranger.pay(stranger.address(), BigInteger.ONE, PAYMENT_GAS, 0);
        if (sequencer.send(elsewhere) instanceof Answer.Refused refused) {
            boolean verified = signatures.verify(refused.refusal(), refused.signature())
                    && refused.refusal().txHash().equals(elsewhere.hash());
            problems.expect(verified, "refusal: expected the order key's signature over " + elsewhere.hash());
            problems.expect(refused.reasonName().equals("WRONG_CHAIN"), "refusal: found " + refused.reasonName());
            out.accept("refused: a transaction for another chain, %s, signed refusal %s"
                    .formatted(refused.reasonName(), verified ? "verified" : "NOT VALID"));
        } else {
            problems.expect(false, "refusal: expected WRONG_CHAIN, found a promise");
        }
    }

    private void send(String name, EthTransaction transaction) {
        long sentNanos = System.nanoTime();
        Answer answer = sequencer.send(transaction);
        long answeredNanos = System.nanoTime();
        switch (answer) {
            case Answer.Promised promised -> {
                InclusionPromise promise = promised.promise();
                problems.expect(
                        signatures.verify(promise, promised.signature())
                                && promise.txHash().equals(transaction.hash())
                                && promise.sender().equals(transaction.sender())
                                && promise.nonce() == transaction.nonce(),
                        name + ": the promise is not the order key's for this transaction: " + promise);
                walks.add(Walk.promised(name, transaction, promise, sentNanos, answeredNanos));
            }
            case Answer.Refused refused -> problems.expect(false, name + ": refused as " + refused.reasonName());
        }
    }

    private void followToTheEnd() {
        out.accept("following %d transactions to finality".formatted(walks.size()));
        try {
            HealthWait.until("every transaction to be final", FINALITY_LIMIT, () -> {
                walks.stream().filter(walk -> !walk.isFinal()).forEach(this::observe);
                return walks.stream().allMatch(Walk::isFinal);
            });
        } catch (ServerFailure tooSlow) {
            problems.expect(false, tooSlow.toString());
        }
        walks.forEach(walk -> walk.check(problems));
    }

    private void observe(Walk walk) {
        sequencer
                .transaction(walk.transaction().hash())
                .ifPresent(json -> walk.observe(TransactionView.of(json), System.nanoTime()));
    }

    /** Prints every walk and checks what can be checked of it. */
    private void auditWalks() {
        Audit audit = new Audit(sequencer, signatures, l1Record, problems);
        for (Walk walk : walks) {
            Optional<TransactionView> executed =
                    walk.last().filter(view -> !view.outcome().isEmpty());
            executed.ifPresent(view -> audit.check(walk, view));
            out.accept(
                    walk.line(executed.map(view -> audit.posted(view.batch())).orElse("not on L1")));
        }
        out.accept("proofs: cut, order and outcome of each transaction checked against %d signed headers and statements"
                .formatted(audit.batchCount()));
    }

    private void checkBalances(Address token) {
        BigInteger sum =
                wallets.stream().map(wallet -> balance(token, wallet)).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger supply = SHARE.multiply(BigInteger.valueOf(SENDERS));
        problems.expect(sum.equals(supply), "token: expected balances of " + supply + " in all, found " + sum);
        out.accept("token: the balances of all senders add up to the supply");
    }

    /** By code that shares nothing with the services. */
    private void verifyReceipts(Receipts of) {
        List<Path> files = new ArrayList<>();
        for (Walk walk : walks) {
            try {
                files.add(of.fetch(walk.transaction().hash()));
            } catch (ServerFailure incomplete) {
                problems.expect(false, walk.name() + ": " + incomplete.getMessage());
            }
        }
        Receipts.Verdict verdict = of.verify(files);
        long verified = verdict.lines().stream()
                .filter(line -> line.startsWith("receipt ") && line.contains(": verified "))
                .count();
        problems.expect(
                verdict.exitCode() == 0 && verified == walks.size(),
                "receipts: expected all of %d to verify, found exit code %d and %s"
                        .formatted(walks.size(), verdict.exitCode(), verdict.lines()));
        out.accept("receipts: %d of %d verified by candor-verify, kept in %s"
                .formatted(verified, walks.size(), of.directory()));
    }

    private BigInteger balance(Address token, Wallet wallet) {
        return sequencer.call(token, AbiCalls.balanceOf(wallet.address()).toHex());
    }

    private JsonNode receipt(EthTransaction transaction) {
        return sequencer
                .rpc()
                .call("eth_getTransactionReceipt", transaction.hash().toHex());
    }
}
