package dev.candor.l1.transactions;

import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.L1Slots.Attempt;
import dev.candor.l1.transactions.L1Slots.Slot;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.Term;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/**
 * Brings transactions of one account into L1 blocks. Each is signed and committed under its nonce before it is broadcast;
 * whatever is committed is broadcast until a block has it. A crash anywhere is followed by the same steps. One thread.
 *
 * @param <C> the call
 */
public final class OutboundTransactions<C extends OutboundCall<C>> {
    /** What geth keeps of one account before it drops some. */
    public static final int MAX_IN_FLIGHT = 16;

    private static final Logger log = LoggerFactory.getLogger(OutboundTransactions.class);
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);
    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger BUMP_NUMERATOR = BigInteger.valueOf(9);
    private static final int BUMP_SHIFT = 3;

    private final L1Slots<C> slots;
    private final L1Desk desk;
    private final L1Signing signing;
    private final Leadership leadership;
    private final OutboundOptions options;
    private final OutboundMeters<C> meters;
    private final Clock clock;
    private final Map<Long, Long> unexplainedSinceMillis = new HashMap<>();

    public OutboundTransactions(
            L1Slots<C> slots,
            L1Desk desk,
            DigestSigner signer,
            Leadership leadership,
            OutboundOptions options,
            OutboundMeters<C> meters,
            Clock clock) {
        this.slots = slots;
        this.desk = desk;
        this.signing = new L1Signing(signer, options);
        this.leadership = leadership;
        this.options = options;
        this.meters = meters;
        this.clock = clock;
    }

    /** The account that signs and pays. */
    public Address account() {
        return signing.account();
    }

    /**
     * Signs a call under the next nonce, commits it and broadcasts it.
     *
     * @throws L1TroubleException nothing was signed, or it is signed and will be offered again
     */
    public void send(Term term, C call, L1Header head) {
        L1Desk.Fees fees = affordable(call, desk.fees());
        long onChain = desk.nonceOnChain(signing.account());
        Attempt attempt = leadership.fenced(term, () -> {
            long nonce = Math.max(onChain, slots.nextNonce().orElse(onChain));
            return commit(nonce, call, fees, head);
        });
        log.info(
                "Sending {} nonce {} gas {} tx {}",
                call.label(),
                attempt.nonce(),
                call.gasLimit(),
                attempt.transactionHash());
        broadcast(attempt);
    }

    private Attempt commit(long nonce, C call, L1Desk.Fees fees, L1Header head) {
        Attempt attempt = signing.sign(nonce, 1, call, fees, head.number());
        slots.add(nonce, call, clock.millis());
        slots.add(attempt);
        return attempt;
    }

    private L1Desk.Fees affordable(C call, L1Desk.Fees fees) {
        requireUnderCap(fees);
        BigInteger committed =
                slots.pendingAttempts().stream().map(Attempt::cost).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger needed = committed.add(fees.maxFee().multiply(BigInteger.valueOf(call.gasLimit())));
        BigInteger balance = desk.balance(signing.account());
        if (balance.compareTo(needed) < 0) {
            throw new L1TroubleException(
                    "Expected the %s %s to hold %s wei for its transactions, found %s wei: send it L1 funds."
                            .formatted(options.account(), signing.account(), needed, balance));
        }
        return fees;
    }

    private void requireUnderCap(L1Desk.Fees fees) {
        BigInteger cap = GWEI.multiply(BigInteger.valueOf(options.maxFeePerGasGwei()));
        if (fees.maxFee().compareTo(cap) > 0) {
            throw new L1TroubleException("Expected L1 gas for at most %s wei, found %s wei: wait, or raise %s."
                    .formatted(cap, fees.maxFee(), options.maxFeeSetting()));
        }
    }

    private void broadcast(Attempt attempt) {
        L1Desk.Submission submission = desk.submit(attempt.raw().toHex());
        switch (submission.sent()) {
            case ACCEPTED, KNOWN -> {}
            case NO_FUNDS ->
                throw new L1TroubleException("Expected the %s %s to pay for nonce %d, found: %s. Send it L1 funds."
                        .formatted(options.account(), signing.account(), attempt.nonce(), submission.message()));
            case REFUSED ->
                throw new L1TroubleException("Expected L1 to take nonce %d (tx %s), found: %s. It is offered again."
                        .formatted(attempt.nonce(), attempt.transactionHash(), submission.message()));
        }
    }

    /**
     * Looks what became of the pending ones, broadcasts those that the node has forgotten and replaces the one that holds up
     * the others.
     *
     * @param position how far L1's logs are applied: a block above it does not count yet
     * @param refresh what to do with the nonce of a call that may no longer pass; the same call when it still does
     */
    public void track(Term term, L1Header position, UnaryOperator<C> refresh) {
        long onChain = desk.nonceOnChain(signing.account());
        fillGaps(term, onChain, position);
        for (Slot<C> slot : slots.pending()) {
            if (slot.nonce() < onChain) {
                settle(term, slot, position);
            }
        }
        List<Attempt> waiting = slots.pendingAttempts().stream()
                .filter(attempt -> attempt.nonce() >= onChain)
                .toList();
        meters.inFlight(waiting.size());
        if (!waiting.isEmpty()) {
            push(term, waiting, position, refresh);
        }
    }

    private void settle(Term term, Slot<C> slot, L1Header position) {
        Optional<TransactionReceipt> receipt = slots.attempts(slot.nonce()).stream()
                .flatMap(attempt -> desk.receipt(attempt.transactionHash()).stream())
                .findFirst();
        if (receipt.isPresent()) {
            unexplainedSinceMillis.remove(slot.nonce());
            if (receipt.get().getBlockNumber().longValueExact() <= position.number()) {
                included(term, slot, receipt.get());
            }
            return;
        }
        long since = unexplainedSinceMillis.computeIfAbsent(slot.nonce(), nonce -> clock.millis());
        if (clock.millis() - since > LOST_AFTER.toMillis()) {
            log.warn(
                    "Nonce {} of {} was used by a transaction that is not ours: is its key in use elsewhere? Its work is planned anew.",
                    slot.nonce(),
                    signing.account());
            unexplainedSinceMillis.remove(slot.nonce());
            leadership.fenced(term, () -> {
                slots.lost(slot.nonce());
                return true;
            });
        }
    }

    private void included(Term term, Slot<C> slot, TransactionReceipt receipt) {
        L1Slots.Inclusion inclusion = new L1Slots.Inclusion(
                receipt.isStatusOK(),
                receipt.getBlockNumber().longValueExact(),
                Hash32.fromHex(receipt.getBlockHash()),
                receipt.getGasUsed().longValueExact(),
                Numeric.decodeQuantity(receipt.getEffectiveGasPrice()));
        leadership.fenced(term, () -> {
            slots.included(slot.nonce(), inclusion);
            return true;
        });
        meters.mined(slot.call(), inclusion.gasUsed(), inclusion.gasPrice());
        if (!inclusion.succeeded()) {
            meters.reverted();
            log.warn(
                    "{} (nonce {}) reverted in L1 block {}: it is planned anew",
                    slot.call().label(),
                    slot.nonce(),
                    inclusion.blockNumber());
        } else {
            log.info(
                    "Mined {} nonce {} in L1 block {} gas {}",
                    slot.call().label(),
                    slot.nonce(),
                    inclusion.blockNumber(),
                    inclusion.gasUsed());
        }
    }

    /** A nonce without a transaction would hold up every later one. */
    private void fillGaps(Term term, long onChain, L1Header head) {
        leadership.fenced(term, () -> slots.revive(onChain));
        for (long nonce : slots.missing(onChain)) {
            log.warn("Nonce {} of {} has no transaction: filling the gap", nonce, signing.account());
            L1Desk.Fees fees = affordable(slots.nothing(), desk.fees());
            broadcast(leadership.fenced(term, () -> commit(nonce, slots.nothing(), fees, head)));
        }
    }

    private void push(Term term, List<Attempt> waiting, L1Header head, UnaryOperator<C> refresh) {
        Attempt first = waiting.getFirst();
        boolean forgotten = !desk.knows(first.transactionHash());
        boolean stuck = head.number() - first.signedAtBlock() >= options.bumpAfterBlocks();
        if (forgotten || stuck) {
            Slot<C> slot = slots.pending().stream()
                    .filter(pending -> pending.nonce() == first.nonce())
                    .findFirst()
                    .orElseThrow();
            C call = L1Signing.contentOf(slot.call(), first);
            C wanted = refresh.apply(call);
            if (stuck || !wanted.equals(call)) {
                replace(term, first, wanted, head);
                return;
            }
        }
        if (forgotten) {
            broadcastUpToNextInTurn(waiting);
        }
    }

    /** One that waits its turn is looked at again when it is the first. */
    private void broadcastUpToNextInTurn(List<Attempt> waiting) {
        List<Long> inTurn = slots.pending().stream()
                .filter(slot -> slot.call().waitsItsTurn())
                .map(Slot::nonce)
                .toList();
        for (Attempt attempt : waiting) {
            if (attempt != waiting.getFirst() && inTurn.contains(attempt.nonce())) {
                return;
            }
            broadcast(attempt);
        }
    }

    /** The same nonce again, at a fee that every node takes as a replacement: at least one eighth more. */
    private void replace(Term term, Attempt stuck, C call, L1Header head) {
        L1Desk.Fees now = desk.fees();
        L1Desk.Fees fees = new L1Desk.Fees(
                now.maxFee().max(bumped(stuck.maxFee())), now.maxPriorityFee().max(bumped(stuck.maxPriorityFee())));
        requireUnderCap(fees);
        Attempt attempt = leadership.fenced(term, () -> {
            Attempt next = signing.sign(stuck.nonce(), stuck.attempt() + 1, call, fees, head.number());
            slots.change(stuck.nonce(), call);
            slots.add(next);
            return next;
        });
        meters.replaced();
        log.warn(
                "Replacing nonce {} (attempt {}) at {} wei per gas: {}",
                attempt.nonce(),
                attempt.attempt(),
                fees.maxFee(),
                call.label());
        broadcast(attempt);
    }

    private static BigInteger bumped(BigInteger fee) {
        return fee.multiply(BUMP_NUMERATOR).shiftRight(BUMP_SHIFT).add(BigInteger.ONE);
    }

    /** How many more transactions may be on their way. */
    public int freePlaces() {
        return MAX_IN_FLIGHT - slots.pending().size();
    }

    /** Whether such a call is on its way; the one that is asked about has no content. */
    public boolean isPending(Predicate<C> which) {
        return slots.pending().stream().anyMatch(slot -> which.test(slot.call()));
    }
}
