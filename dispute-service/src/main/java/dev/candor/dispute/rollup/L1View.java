package dev.candor.dispute.rollup;

import dev.candor.l1.L1UnavailableException;
import org.web3j.protocol.core.RemoteFunctionCall;

/** Asks contracts what they hold. */
public final class L1View {
    private L1View() {}

    /**
     * @param name of the contract and its function, for messages
     * @throws L1UnavailableException there is no answer now
     */
    public static <T> T ask(String name, RemoteFunctionCall<T> call) {
        try {
            return call.send();
        } catch (Exception e) {
            throw new L1UnavailableException(
                    "Expected L1 to answer %s, found %s: check the node and candor.l1.dispute-court-address."
                            .formatted(name, e),
                    e);
        }
    }
}
