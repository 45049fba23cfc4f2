package dev.candor.dispute.rollup;

import dev.candor.l1.L1Connection;
import dev.candor.l1.Web3jL1Node;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/** The court as configured, held against L1 and against the one that this database was made for. */
@Configuration(proxyBeanMethods = false)
class CourtAtStart {

    @Bean(destroyMethod = "shutdown")
    Web3j l1Node(DisputeProperties properties) {
        return L1Connection.open(properties.l1().rpcUrl(), properties.l1().requestTimeout());
    }

    @Bean
    CourtIdentity courtIdentity(DisputeProperties properties, Web3j l1Node, JdbcClient jdbc) {
        CourtIdentity configured = configured(properties);
        long found = Web3jL1Node.send(l1Node.ethChainId()).getChainId().longValueExact();
        if (found != configured.l1ChainId()) {
            throw new IllegalStateException(
                    "Expected the L1 chain %d, found chain %d at %s: correct candor.l1.chain-id or candor.l1.rpc-url."
                            .formatted(
                                    configured.l1ChainId(),
                                    found,
                                    properties.l1().rpcUrl()));
        }
        jdbc.sql("""
                        insert into court_identity (rollup_id, l1_chain_id, court) values (:id, :chain, :court)
                        on conflict do nothing""")
                .param("id", configured.id().value())
                .param("chain", configured.l1ChainId())
                .param("court", configured.court().toArray())
                .update();
        CourtIdentity stored = jdbc.sql("select rollup_id, l1_chain_id, court from court_identity")
                .query((row, index) ->
                        new CourtIdentity(new RollupId(row.getLong(1)), row.getLong(2), Address.wrap(row.getBytes(3))))
                .single();
        if (!stored.equals(configured)) {
            throw new IllegalStateException(
                    "Expected the court of this database, %s, found the configuration of %s: use a database of its own for each rollup, or correct candor.rollup-id and candor.l1."
                            .formatted(stored, configured));
        }
        return configured;
    }

    private static CourtIdentity configured(DisputeProperties properties) {
        String court = properties.l1().disputeCourtAddress();
        if (court.isEmpty()) {
            throw new IllegalStateException(
                    "Expected the address of the DisputeCourt, found none: set candor.l1.dispute-court-address.");
        }
        return new CourtIdentity(
                new RollupId(properties.rollupId()), properties.l1().chainId(), Address.fromHex(court));
    }

    @Bean
    CourtContracts courtContracts(CourtIdentity identity, Web3j l1Node) {
        return CourtContracts.read(l1Node, identity.court());
    }
}
