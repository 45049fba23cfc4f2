package dev.candor.execution;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A chain in miniature that can be tried thousands of times a second, with worse hints and stranger effects than a real client:
 * transactions drain, pay and bump whomever they like. The search is held to it; the real client is held to it elsewhere.
 */
final class ModelTrials implements Trials {
    /** What a transaction does to an account besides paying for itself. */
    enum EffectKind {
        DRAIN,
        PAY,
        BUMP
    }

    record Effect(EffectKind kind, Address target, BigInteger wei) {}

    private final long gasLimit;
    private final Map<Address, L2State.Account> parent;
    private final Map<Hash32, List<Effect>> effects;
    private final Map<Hash32, Long> gasUsed;
    private final Set<Hash32> refusedAnyway;
    private final RandomGenerator random;
    private final Map<Hash32, List<EthTransaction>> built = new HashMap<>();
    int builds;
    int runs;

    ModelTrials(
            long gasLimit,
            Map<Address, L2State.Account> parent,
            Map<Hash32, List<Effect>> effects,
            Map<Hash32, Long> gasUsed,
            Set<Hash32> refusedAnyway,
            RandomGenerator random) {
        this.gasLimit = gasLimit;
        this.parent = parent;
        this.effects = effects;
        this.gasUsed = gasUsed;
        this.refusedAnyway = refusedAnyway;
        this.random = random;
    }

    /** The definition, one transaction after the other. */
    List<Integer> oracle(List<EthTransaction> candidates) {
        State state = new State();
        List<Integer> included = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (state.run(candidates.get(i))) {
                included.add(i);
            }
        }
        return included;
    }

    @Override
    public long gasLimit() {
        return gasLimit;
    }

    @Override
    public BuildOutcome build(List<EthTransaction> transactions) {
        builds++;
        State state = new State();
        for (int i = 0; i < transactions.size(); i++) {
            if (!state.run(transactions.get(i))) {
                return refused(transactions, i);
            }
        }
        Hash32 hash = Keccak256.hashUtf8("block " + builds);
        built.put(hash, List.copyOf(transactions));
        return new BuildOutcome.Built(payload(hash, state.used));
    }

    private BuildOutcome refused(List<EthTransaction> list, int culprit) {
        EthTransaction blamed = list.get(random.nextInt(4) == 0 ? random.nextInt(list.size()) : culprit);
        return switch (random.nextInt(4)) {
            case 0 ->
                new BuildOutcome.Refused("?", Optional.of(blamed.sender()), OptionalLong.empty(), OptionalInt.empty());
            case 1 ->
                new BuildOutcome.Refused(
                        "?", Optional.of(blamed.sender()), OptionalLong.of(blamed.nonce()), OptionalInt.empty());
            case 2 ->
                new BuildOutcome.Refused(
                        "?", Optional.empty(), OptionalLong.empty(), OptionalInt.of(list.indexOf(blamed)));
            default -> new BuildOutcome.Refused("?", Optional.empty(), OptionalLong.empty(), OptionalInt.empty());
        };
    }

    private static Payload payload(Hash32 hash, long used) {
        return new Payload(
                hash,
                Hash32.ZERO,
                Address.ZERO,
                Hash32.ZERO,
                Hash32.ZERO,
                Bytes.EMPTY,
                Hash32.ZERO,
                1,
                0,
                used,
                1,
                Bytes.EMPTY,
                BigInteger.ONE,
                Hash32.ZERO,
                List.of());
    }

    @Override
    public Map<Address, L2State.Account> atParent(Collection<Address> addresses) {
        Map<Address, L2State.Account> accounts = new HashMap<>(parent);
        accounts.keySet().retainAll(new HashSet<>(addresses));
        return accounts;
    }

    @Override
    public Run run(Payload payload, Map<Address, L2State.Account> atParent) {
        runs++;
        State state = new State();
        List<ExecutionEngine.Receipt> receipts = new ArrayList<>();
        AccountChanges.Builder changes = new AccountChanges.Builder();
        List<EthTransaction> transactions = built.getOrDefault(payload.blockHash(), List.of());
        for (int i = 0; i < transactions.size(); i++) {
            long before = state.used;
            state.run(transactions.get(i));
            receipts.add(new ExecutionEngine.Receipt(true, state.used - before, state.used));
            for (Address address : atParent.keySet()) {
                changes.add(
                        address,
                        new AccountChanges.Change(
                                i,
                                OptionalLong.of(state.nonces.getOrDefault(address, 0L)),
                                Optional.of(state.balances.getOrDefault(address, BigInteger.ZERO))));
            }
        }
        return new Run(receipts, changes.build());
    }

    private final class State {
        private final Map<Address, Long> nonces = new HashMap<>();
        private final Map<Address, BigInteger> balances = new HashMap<>();
        private long used;

        State() {
            parent.forEach((address, account) -> {
                nonces.put(address, account.nonce());
                balances.put(address, account.balance());
            });
        }

        /** Whether it is valid; when it is, it has run. */
        boolean run(EthTransaction transaction) {
            Address sender = transaction.sender();
            if (refusedAnyway.contains(transaction.hash())
                    || nonces.getOrDefault(sender, 0L) != transaction.nonce()
                    || balance(sender).compareTo(transaction.maxCost()) < 0
                    || transaction.gasLimit() > gasLimit - used) {
                return false;
            }
            long gas = gasUsed.getOrDefault(transaction.hash(), 1L);
            used += gas;
            nonces.merge(sender, 1L, Long::sum);
            add(sender, transaction.value().add(BigInteger.valueOf(gas)).negate());
            effects.getOrDefault(transaction.hash(), List.of()).forEach(effect -> apply(effect, sender));
            return true;
        }

        private void apply(Effect effect, Address sender) {
            switch (effect.kind()) {
                case DRAIN -> {
                    BigInteger all = balance(effect.target());
                    add(effect.target(), all.negate());
                    add(sender, all);
                }
                case PAY -> add(effect.target(), effect.wei());
                case BUMP -> nonces.merge(effect.target(), 1L, Long::sum);
            }
        }

        private BigInteger balance(Address address) {
            return balances.getOrDefault(address, BigInteger.ZERO);
        }

        private void add(Address address, BigInteger wei) {
            balances.merge(address, wei, BigInteger::add);
        }
    }
}
