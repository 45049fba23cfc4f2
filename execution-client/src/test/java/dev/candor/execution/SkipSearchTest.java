package dev.candor.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionType;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against the definition, on random batches in which anything may happen to anybody. */
class SkipSearchTest {
    private static final int CASES_PER_SEED = 500;
    private static final int MAX_TRANSACTIONS = 24;
    private static final long GAS_PER_TRANSACTION = 10;
    private static final Signature65 SIGNATURE =
            Signature65.of(Hash32.fromHex("0x" + "01".repeat(32)), Hash32.fromHex("0x" + "02".repeat(32)), 0);

    private record Case(ModelTrials trials, List<EthTransaction> candidates) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsTheOneRightSplitHoweverBadTheHintsAre(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < CASES_PER_SEED; i++) {
            Case drawn = draw(random);

            SkipSearch.Split split = new SkipSearch(drawn.trials(), new RollupId(1), drawn.candidates()).find();

            assertThat(split.included())
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(drawn.trials().oracle(drawn.candidates()));
            Set<Integer> all = new TreeSet<>(split.included());
            all.addAll(split.skipped().keySet());
            assertThat(all).hasSize(drawn.candidates().size());
            assertThat(split.skipped())
                    .hasSize(drawn.candidates().size() - split.included().size());
        }
    }

    private static Case draw(Random random) {
        int accounts = 2 + random.nextInt(8);
        List<Address> addresses = IntStream.range(0, accounts)
                .mapToObj(i -> Address.copyOf(Keccak256.hashUtf8("account " + i).toArray(), 12))
                .toList();
        Map<Address, L2State.Account> parent = new HashMap<>();
        for (Address address : addresses) {
            BigInteger balance = BigInteger.valueOf(random.nextInt(120));
            parent.put(address, new L2State.Account(random.nextInt(3), balance, random.nextBoolean(), false));
        }
        List<EthTransaction> candidates = new ArrayList<>();
        Map<Hash32, List<ModelTrials.Effect>> effects = new HashMap<>();
        Map<Hash32, Long> gasUsed = new HashMap<>();
        Set<Hash32> refusedAnyway = new HashSet<>();
        int count = 1 + random.nextInt(MAX_TRANSACTIONS);
        for (int i = 0; i < count; i++) {
            Address sender = addresses.get(random.nextInt(accounts));
            EthTransaction transaction = transaction(i, sender, random.nextInt(5), random.nextInt(40));
            candidates.add(transaction);
            gasUsed.put(transaction.hash(), 1 + random.nextLong(GAS_PER_TRANSACTION));
            effects.put(transaction.hash(), effects(random, addresses));
            if (random.nextInt(30) == 0) {
                refusedAnyway.add(transaction.hash());
            }
        }
        long gasLimit = GAS_PER_TRANSACTION * (1 + random.nextInt(count + 4));
        return new Case(new ModelTrials(gasLimit, parent, effects, gasUsed, refusedAnyway, random), candidates);
    }

    private static List<ModelTrials.Effect> effects(Random random, List<Address> addresses) {
        return IntStream.range(0, Math.max(0, random.nextInt(4) - 1))
                .mapToObj(i -> new ModelTrials.Effect(
                        ModelTrials.EffectKind.values()[random.nextInt(3)],
                        addresses.get(random.nextInt(addresses.size())),
                        BigInteger.valueOf(random.nextInt(60))))
                .toList();
    }

    private static EthTransaction transaction(int index, Address sender, long nonce, long value) {
        Hash32 hash = Keccak256.hashUtf8("transaction " + index);
        return new EthTransaction(
                hash.toBytes(),
                hash,
                sender,
                TransactionType.DYNAMIC_FEE,
                1,
                nonce,
                BigInteger.ONE,
                BigInteger.ONE,
                GAS_PER_TRANSACTION,
                Optional.of(Address.ZERO),
                BigInteger.valueOf(value),
                Bytes.EMPTY,
                List.of(),
                List.of(),
                SIGNATURE);
    }
}
