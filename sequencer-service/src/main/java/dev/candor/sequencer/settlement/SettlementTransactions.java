package dev.candor.sequencer.settlement;

import dev.candor.contracts.Rollup;
import dev.candor.l1.transactions.ContractErrors;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundOptions;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.sequencer.rollup.RollupIdentity;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/** The sender of the settlement account's transactions. */
@Configuration(proxyBeanMethods = false)
class SettlementTransactions {

    @Bean
    L1Slots<L1Call> settlementSlots(JdbcClient jdbc) {
        return new L1Slots<>(jdbc, new L1Call.Columns());
    }

    @Bean
    L1Desk settlementDesk(Web3j l1Node, RollupIdentity identity) {
        return new L1Desk(l1Node, identity.rollupAddress(), ContractErrors.of(Rollup.class));
    }

    @Bean
    OutboundTransactions<L1Call> outboundTransactions(
            L1Slots<L1Call> slots,
            L1Desk desk,
            @Qualifier("settlementSigner") DigestSigner signer,
            Leadership leadership,
            RollupIdentity identity,
            SettlementProperties properties,
            SettlementMeters meters,
            Clock clock) {
        OutboundOptions options = new OutboundOptions(
                "settlement account",
                identity.l1ChainId(),
                identity.rollupAddress(),
                properties.maxFeePerGasGwei(),
                "candor.settlement.max-fee-per-gas-gwei",
                properties.bumpAfterBlocks());
        return new OutboundTransactions<>(slots, desk, signer, leadership, options, meters, clock);
    }
}
