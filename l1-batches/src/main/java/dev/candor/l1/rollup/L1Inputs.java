package dev.candor.l1.rollup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.Transaction;

/** Inputs of L1 transactions, asked for one by one and kept for a while. Safe for many threads. */
final class L1Inputs {
    private static final long MAX_KEPT_BYTES = 64L << 20;

    private final ChainNode node;
    private final Cache<Hash32, Mined> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT_BYTES)
            .weigher((Hash32 hash, Mined mined) -> mined.input().size())
            .build();

    L1Inputs(ChainNode node) {
        this.node = node;
    }

    private record Mined(Hash32 blockHash, Bytes input) {}

    /**
     * The input of the transaction that said something.
     *
     * @throws L1UnavailableException L1 does not answer, or no longer has the transaction in that block: the rows will follow
     */
    Bytes of(L1Log place) {
        Mined mined = kept.get(place.transactionHash(), this::ask);
        if (!mined.blockHash().equals(place.blockHash())) {
            kept.invalidate(place.transactionHash());
            throw new L1UnavailableException("Expected transaction %s in L1 block %s, found it in %s: ask again."
                    .formatted(place.transactionHash(), place.blockHash(), mined.blockHash()));
        }
        return mined.input();
    }

    private Mined ask(Hash32 transactionHash) {
        Optional<Transaction> found = Web3jL1Node.send(node.web3j().ethGetTransactionByHash(transactionHash.toHex()))
                .getTransaction();
        return found.filter(transaction -> transaction.getBlockHash() != null)
                .map(transaction ->
                        new Mined(Hash32.fromHex(transaction.getBlockHash()), Bytes.fromHex(transaction.getInput())))
                .orElseThrow(() -> new L1UnavailableException(
                        "Expected L1 to have transaction %s in a block, found none.".formatted(transactionHash)));
    }
}
