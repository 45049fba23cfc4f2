package dev.candor.l1;

import dev.candor.protocol.types.Address;
import java.util.List;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.Log;

/** What a follower asks of L1. Every call may throw {@link L1UnavailableException}. */
public interface L1Node {

    L1Header newest();

    /** The newest final block; empty on a young chain. */
    Optional<L1Header> finalized();

    /** The block of the canonical chain at a height, empty above the node's newest. */
    Optional<L1Header> block(long number);

    /** The logs of these contracts in blocks {@code from} to {@code to}, both inclusive, in the order of the chain. */
    List<Log> logs(long from, long to, List<Address> emitters);
}
