package dev.candor.sequencer.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.execution.BuildOutcome;
import dev.candor.protocol.block.L2BlockAttributes;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.batches.BatchContents;
import dev.candor.sequencer.batches.StoredBatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random small batches of a few accounts that pay, drain, delegate and outrun each other, against the definition carried out by
 * the real client: the next transaction runs if and only if a block of those that ran and it can be built.
 */
class OneByOneOracleTest {
    private static final int BATCHES_PER_SEED = 12;
    private static final int MAX_TRANSACTIONS = 14;
    private static final int ACCOUNTS = 6;
    private static final long GAS = 150_000;
    /** A little more than one transaction's worst case, so that funds run out all the time. */
    private static final BigInteger LITTLE = Wallet.MAX_FEE.multiply(BigInteger.valueOf(GAS * 2));

    private static TestChain chain;

    @BeforeAll
    static void start() {
        Map<String, BigInteger> balances = new HashMap<>();
        for (long seed = 1; seed <= 4; seed++) {
            for (int i = 0; i < ACCOUNTS; i++) {
                balances.put(wallet(seed, i).address().toHex(), LITTLE.multiply(BigInteger.valueOf(1 + 3 * i)));
            }
        }
        chain = TestChain.start(TestChain.genesis(balances, Contracts.CODE));
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private static Wallet wallet(long seed, int index) {
        return Wallet.named("oracle " + seed + " " + index);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheDefinition(long seed) {
        Random random = new Random(seed);
        for (int batch = 0; batch < BATCHES_PER_SEED; batch++) {
            chain.execute(List.of());
            BatchContents contents = chain.next(TestChain.arrivals(draw(seed, random)));
            List<Boolean> expected = oneByOne(contents);

            BatchExecutor.Execution execution = chain.executor.execute(contents);
            chain.record(contents, execution);

            assertThat(execution.outcomes().stream()
                            .map(outcome -> outcome.outcome() != 3)
                            .toList())
                    .as("seed %d, batch %d", seed, batch)
                    .isEqualTo(expected);
        }
    }

    private static List<Boolean> oneByOne(BatchContents contents) {
        StoredBatch.Ordered ordered = contents.batch().ordered().orElseThrow();
        L2BlockAttributes attributes = L2BlockAttributes.of(
                ordered.header(),
                ordered.batchHash(),
                contents.batch().policy(),
                L2BlockAttributes.Parent.of(chain.engine.head()),
                TestChain.GAS_LIMIT);
        List<Bytes> ran = new ArrayList<>();
        List<Boolean> runs = new ArrayList<>();
        for (BatchContents.Entry entry : contents.entries()) {
            ran.add(entry.rawTx());
            boolean valid = chain.engine.build(attributes, ran) instanceof BuildOutcome.Built;
            runs.add(valid);
            if (!valid) {
                ran.removeLast();
            }
        }
        return runs;
    }

    private static List<Bytes> draw(long seed, Random random) {
        List<Wallet> wallets = new ArrayList<>();
        Map<Address, Long> nonces = new HashMap<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            wallets.add(wallet(seed, i));
        }
        chain.engine
                .accounts(
                        wallets.stream().map(Wallet::address).toList(),
                        chain.engine.head().number())
                .forEach((address, account) -> nonces.put(address, account.nonce()));
        List<Bytes> transactions = new ArrayList<>();
        int count = 2 + random.nextInt(MAX_TRANSACTIONS - 1);
        for (int i = 0; i < count; i++) {
            Wallet sender = wallets.get(random.nextInt(ACCOUNTS));
            Wallet other = wallets.get(random.nextInt(ACCOUNTS));
            long expected = nonces.getOrDefault(sender.address(), 0L);
            long nonce = Math.max(0, expected + (random.nextInt(6) == 0 ? random.nextInt(3) - 1 : 0));
            transactions.add(transaction(random, sender, other, nonce, nonces.getOrDefault(other.address(), 0L)));
            nonces.merge(sender.address(), random.nextInt(8) == 0 ? 0L : 1L, Long::sum);
        }
        return transactions;
    }

    private static Bytes transaction(Random random, Wallet sender, Wallet other, long nonce, long otherNonce) {
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                sender.transfer(nonce, other.address(), LITTLE.multiply(BigInteger.valueOf(random.nextInt(4))));
            case 2 -> sender.call(nonce, Contracts.CALLER_OF_MANY, Contracts.words(List.of(other.address())), GAS);
            case 3 -> sender.call(nonce, other.address(), Bytes.EMPTY, GAS);
            case 4 -> sender.setCode(nonce, other.address(), GAS, List.of(authorization(random, other, otherNonce)));
            default -> sender.setCode(nonce, other.address(), GAS, List.of(authorization(random, sender, nonce + 1)));
        };
    }

    private static Authorization authorization(Random random, Wallet authority, long nonce) {
        Address code = List.of(Contracts.SWEEPER, Contracts.CREATOR, Contracts.FORWARDER, Address.ZERO)
                .get(random.nextInt(4));
        return authority.authorize(code, nonce);
    }
}
