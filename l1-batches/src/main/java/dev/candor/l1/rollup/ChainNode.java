package dev.candor.l1.rollup;

import dev.candor.l1.L1Connection;
import org.web3j.protocol.Web3j;

/** This feature's connections to the L1 node; every call on them is bounded by {@link FollowedRollup#requestTimeout()}. */
final class ChainNode implements AutoCloseable {
    private final Web3j web3j;

    ChainNode(FollowedRollup rollup) {
        this.web3j = L1Connection.open(rollup.rpcUrl(), rollup.requestTimeout());
    }

    Web3j web3j() {
        return web3j;
    }

    @Override
    public void close() {
        web3j.shutdown();
    }
}
