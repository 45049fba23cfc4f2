package dev.candor.audit.chain;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.l1.L1Connection;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.web3j.protocol.Web3j;

/** This feature's connections to the L1 node; every call on them is bounded by {@code candor.l1.request-timeout}. */
@Component
class ChainNode implements DisposableBean {
    private final Web3j web3j;

    ChainNode(AuditProperties properties) {
        this.web3j = L1Connection.open(properties.l1().rpcUrl(), properties.l1().requestTimeout());
    }

    Web3j web3j() {
        return web3j;
    }

    @Override
    public void destroy() {
        web3j.shutdown();
    }
}
