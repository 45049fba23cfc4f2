package dev.candor.execution;

import dev.candor.protocol.transaction.EthTransaction;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Finds which transaction of a refused list is the first that is not valid at its place. The client's hint usually names one
 * or few; among several, and without a hint, the place is found by building prefixes: a prefix is refused if and only if it
 * reaches the culprit.
 */
final class CulpritSearch {
    private final Trials trials;

    CulpritSearch(Trials trials) {
        this.trials = trials;
    }

    /**
     * @param place in the refused list
     * @param gasUsedBefore by the transactions before it, where that was found out on the way
     */
    record Culprit(int place, OptionalLong gasUsedBefore) {}

    /** By the hint if it leads anywhere; one that names a single transaction is taken at its word. */
    Culprit find(List<EthTransaction> refusedList, BuildOutcome.Refused refusal) {
        List<Integer> suspects = suspects(refusedList, refusal);
        if (suspects.size() == 1) {
            return new Culprit(suspects.getFirst(), OptionalLong.empty());
        }
        if (suspects.isEmpty() || !isRefused(refusedList, suspects.getLast())) {
            return find(refusedList);
        }
        return new Culprit(suspects.get(firstRefused(refusedList, suspects).position()), OptionalLong.empty());
    }

    /**
     * Without a hint, for certain.
     *
     * @throws EngineUnavailableException the client refuses even the empty block: it is not the transactions
     */
    Culprit find(List<EthTransaction> refusedList) {
        if (trials.build(List.of()) instanceof BuildOutcome.Refused refusal) {
            throw new EngineUnavailableException(
                    "Expected the client to build an empty block, found: " + refusal.message() + ".");
        }
        List<Integer> everyPlace =
                IntStream.range(0, refusedList.size()).boxed().toList();
        FirstRefused found = firstRefused(refusedList, everyPlace);
        return new Culprit(found.position(), OptionalLong.of(found.gasUsedBefore()));
    }

    private static List<Integer> suspects(List<EthTransaction> list, BuildOutcome.Refused refusal) {
        if (refusal.index().isPresent()) {
            int index = refusal.index().getAsInt();
            return index < list.size() ? List.of(index) : List.of();
        }
        return IntStream.range(0, refusal.sender().isPresent() ? list.size() : 0)
                .filter(place ->
                        list.get(place).sender().equals(refusal.sender().orElseThrow()))
                .filter(place -> refusal.nonce().isEmpty()
                        || list.get(place).nonce() == refusal.nonce().getAsLong())
                .boxed()
                .toList();
    }

    /**
     * @param position among the places asked about
     * @param gasUsedBefore by the longest prefix that was built
     */
    private record FirstRefused(int position, long gasUsedBefore) {}

    /** The first place whose prefix (with itself) is refused; the last one's is. */
    private FirstRefused firstRefused(List<EthTransaction> list, List<Integer> places) {
        int low = 0;
        int high = places.size() - 1;
        long gasUsed = 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            switch (trials.build(list.subList(0, places.get(middle) + 1))) {
                case BuildOutcome.Refused refused -> high = middle;
                case BuildOutcome.Built(Payload payload) -> {
                    low = middle + 1;
                    gasUsed = payload.gasUsed();
                }
            }
        }
        return new FirstRefused(low, gasUsed);
    }

    private boolean isRefused(List<EthTransaction> list, int lastPlace) {
        return lastPlace == list.size() - 1
                || trials.build(list.subList(0, lastPlace + 1)) instanceof BuildOutcome.Refused;
    }
}
