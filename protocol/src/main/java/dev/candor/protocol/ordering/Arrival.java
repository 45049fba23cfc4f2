package dev.candor.protocol.ordering;

import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.Seq;
import java.util.Optional;

/**
 * One arrival number and what came under it.
 *
 * @param nonce unsigned 64 bits
 * @param receivedAtMillis Unix milliseconds by the sequencer's clock
 * @param duplicateOf the lowest earlier seq of the same bytes in the current lineage
 * @param empty a number that no transaction holds: all else is zero
 */
public record Arrival(
        Seq seq,
        Hash32 txHash,
        Address sender,
        long nonce,
        long receivedAtMillis,
        Optional<Seq> duplicateOf,
        boolean empty) {

    /** The first arrival of a transaction. */
    public static Arrival of(Seq seq, EthTransaction transaction, long receivedAtMillis) {
        return of(seq, transaction.hash(), transaction.sender(), transaction.nonce(), receivedAtMillis);
    }

    /** The first arrival of a transaction. */
    public static Arrival of(Seq seq, Hash32 txHash, Address sender, long nonce, long receivedAtMillis) {
        return new Arrival(seq, txHash, sender, nonce, receivedAtMillis, Optional.empty(), false);
    }

    /** A number that no transaction holds. */
    public static Arrival empty(Seq seq) {
        return new Arrival(seq, Hash32.ZERO, Address.ZERO, 0, 0, Optional.empty(), true);
    }

    /** The same arrival, of bytes that came before as {@code earlier}. */
    public Arrival asDuplicateOf(Seq earlier) {
        return new Arrival(seq, txHash, sender, nonce, receivedAtMillis, Optional.of(earlier), empty);
    }

    /** Whether it gets a position: neither a duplicate nor EMPTY. */
    public boolean isOrdered() {
        return !empty && duplicateOf.isEmpty();
    }

    public CutLeaf cutLeaf() {
        return new CutLeaf(
                seq,
                txHash,
                sender,
                nonce,
                receivedAtMillis,
                duplicateOf.map(Seq::value).orElse(CutLeaf.NO_DUPLICATE));
    }
}
