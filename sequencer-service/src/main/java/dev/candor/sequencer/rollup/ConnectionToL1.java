package dev.candor.sequencer.rollup;

import dev.candor.l1.L1Connection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.web3j.protocol.Web3j;

/** The one connection pool to the L1 node; every call on it is bounded by {@code candor.l1.request-timeout}. */
@Configuration(proxyBeanMethods = false)
class ConnectionToL1 {

    @Bean(destroyMethod = "shutdown")
    Web3j l1Node(SequencerProperties properties) {
        return L1Connection.open(properties.l1().rpcUrl(), properties.l1().requestTimeout());
    }
}
