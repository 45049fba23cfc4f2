package dev.candor.execution;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the transactions of a batch that Ethereum's rules do not allow at their place. By definition (protocol.md section 6)
 * transaction i runs if and only if it is valid on the state that those running before it leave; so there is exactly one
 * right split of the batch.
 *
 * <p><b>Two moves.</b> {@link #drop}: the client refuses a list: leave out the transaction to blame, and the first time also every
 * later one that may fail at all ({@link Doubts}), so that the rest builds. {@link PlaceJudge}: the client builds a list: execute
 * that block beside the chain, trace what happened in it to the senders of those left out, judge each of them on the exact state
 * before its place, and take back those that could have run.
 *
 * <p><b>The result is right.</b> The search ends only with a block that the client has built, so each transaction in it is valid
 * at its place; and each one left out has been judged invalid on the very states of that block. By induction over the places
 * this is the one right split, however bad the hints, the guesses and the order of the moves were.
 *
 * <p><b>It ends.</b> Let d be the first one taken back after a block was built. All before d are decided as the definition asks,
 * and d is valid there. From then on a refusal that blames one of them by a hint is bisected instead, which can only blame a later
 * one (their prefix is the same in all later lists), or d itself, by a rule not known here: then d stays out on the client's word.
 * So the decided prefix grows with every block that is built, and between two of these every refusal shortens the list.
 */
final class SkipSearch {
    private static final Logger LOG = LoggerFactory.getLogger(SkipSearch.class);
    private static final int ROUNDS_PER_LOG_LINE = 16;

    private final Trials trials;
    private final CulpritSearch culprits;
    private final Doubts doubts;
    private final List<EthTransaction> candidates;
    private final NavigableMap<Integer, Skip> skipped = new TreeMap<>();
    private final Set<Integer> refusedAtTheirPlace = new HashSet<>();
    private final Map<Address, L2State.Account> atParent = new HashMap<>();
    private int decidedThrough = -1;

    SkipSearch(Trials trials, RollupId rollupId, List<EthTransaction> candidates) {
        this.trials = trials;
        this.culprits = new CulpritSearch(trials);
        this.doubts = new Doubts(rollupId);
        this.candidates = List.copyOf(candidates);
    }

    /**
     * @param included indices of the candidates in the block, ascending
     * @param skipped the other ones, and why
     */
    record Split(Payload payload, List<Integer> included, SortedMap<Integer, Skip> skipped) {}

    Split find() {
        for (int round = 1; ; round++) {
            if (round % ROUNDS_PER_LOG_LINE == 0) {
                LOG.info(
                        "Finding skipped transactions: round {}, {} of {} left out so far",
                        round,
                        skipped.size(),
                        candidates.size());
            }
            List<Integer> included = included();
            List<EthTransaction> list = included.stream().map(candidates::get).toList();
            switch (trials.build(list)) {
                case BuildOutcome.Refused refusal -> drop(included, list, refusal);
                case BuildOutcome.Built(Payload payload) -> {
                    if (skipped.isEmpty() || judge(payload, included).isEmpty()) {
                        return new Split(payload, included, skipped);
                    }
                }
            }
        }
    }

    private List<Integer> included() {
        return IntStream.range(0, candidates.size())
                .filter(index -> !skipped.containsKey(index))
                .boxed()
                .toList();
    }

    private void drop(List<Integer> included, List<EthTransaction> list, BuildOutcome.Refused refusal) {
        CulpritSearch.Culprit culprit = culprits.find(list, refusal);
        if (included.get(culprit.place()) <= decidedThrough) {
            culprit = culprits.find(list);
            if (included.get(culprit.place()) == decidedThrough) {
                refusedAtTheirPlace.add(decidedThrough);
            }
        }
        int index = included.get(culprit.place());
        skipped.put(index, new Skip(Skip.Reason.REFUSED_BY_CLIENT, refusal.message()));
        dropWhatGasIsNotLeftFor(included.subList(culprit.place() + 1, included.size()), culprit.gasUsedBefore());
        if (atParent.isEmpty()) {
            atParent.putAll(trials.atParent(senders(index)));
            for (int doubtful : doubts.among(candidates, skipped.keySet(), atParent)) {
                if (doubtful > index) {
                    skipped.put(doubtful, new Skip(Skip.Reason.REFUSED_BY_CLIENT, ""));
                }
            }
        }
    }

    /** Gas left in a block only falls: what does not fit here fits nowhere behind. */
    private void dropWhatGasIsNotLeftFor(List<Integer> behind, OptionalLong gasUsed) {
        if (gasUsed.isEmpty()) {
            return;
        }
        long gasLeft = trials.gasLimit() - gasUsed.getAsLong();
        for (int index : behind) {
            if (Long.compareUnsigned(candidates.get(index).gasLimit(), gasLeft) > 0) {
                skipped.put(index, new Skip(Skip.Reason.NOT_ENOUGH_GAS_LEFT, ""));
            }
        }
    }

    private Set<Address> senders(int from) {
        Set<Address> senders = new HashSet<>();
        candidates.subList(from, candidates.size()).forEach(transaction -> senders.add(transaction.sender()));
        return senders;
    }

    /** Gives those left out their reasons, takes back those that have none, and returns these. */
    private Set<Integer> judge(Payload payload, List<Integer> included) {
        TreeSet<Integer> leftOut = new TreeSet<>(skipped.keySet());
        leftOut.removeAll(refusedAtTheirPlace);
        Set<Address> tracked = new HashSet<>();
        leftOut.forEach(index -> tracked.add(candidates.get(index).sender()));
        Map<Address, L2State.Account> accounts = read(tracked);
        Trials.Run run = trials.run(payload, accounts);
        PlaceJudge.Judgement judgement =
                new PlaceJudge(candidates, run, accounts, trials.gasLimit()).judge(included, leftOut);
        skipped.putAll(judgement.invalid());
        skipped.keySet().removeAll(judgement.runnable());
        if (!judgement.runnable().isEmpty()) {
            decidedThrough = judgement.runnable().first();
        }
        return judgement.runnable();
    }

    private Map<Address, L2State.Account> read(Set<Address> addresses) {
        Set<Address> unread = new HashSet<>(addresses);
        unread.removeAll(atParent.keySet());
        if (!unread.isEmpty()) {
            atParent.putAll(trials.atParent(unread));
        }
        Map<Address, L2State.Account> accounts = new HashMap<>(atParent);
        accounts.keySet().retainAll(addresses);
        return accounts;
    }
}
