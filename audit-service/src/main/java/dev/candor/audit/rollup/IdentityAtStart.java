package dev.candor.audit.rollup;

import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The identity as configured, held against the one that this database was made for: another one starts no process. */
@Configuration(proxyBeanMethods = false)
class IdentityAtStart {

    @Bean
    RollupIdentity rollupIdentity(AuditProperties properties, JdbcClient jdbc) {
        RollupIdentity configured = configured(properties);
        jdbc.sql("""
                        insert into log_identity (rollup_id, l1_chain_id, rollup, origin) values (:id, :chain, :rollup, :origin)
                        on conflict do nothing""")
                .param("id", configured.id().value())
                .param("chain", configured.l1ChainId())
                .param("rollup", configured.rollupAddress().toArray())
                .param("origin", configured.origin())
                .update();
        RollupIdentity stored = jdbc.sql("select rollup_id, l1_chain_id, rollup, origin from log_identity")
                .query((row, index) ->
                        identity(row.getLong(1), row.getLong(2), Address.wrap(row.getBytes(3)), row.getString(4)))
                .single();
        if (!stored.equals(configured)) {
            throw new IllegalStateException(
                    "Expected the log of this database, %s, found the configuration of %s: use a database of its own for each log, or correct candor.rollup-id, candor.l1 and candor.log.domain."
                            .formatted(stored, configured));
        }
        return configured;
    }

    private static RollupIdentity configured(AuditProperties properties) {
        String domain = properties.log().domain();
        if (domain.isBlank() || domain.chars().anyMatch(c -> c <= ' ' || c == '+')) {
            throw new IllegalStateException(
                    "Expected a domain without spaces or plus as the log's name, found \"%s\": set candor.log.domain."
                            .formatted(domain));
        }
        AuditProperties.L1 l1 = properties.l1();
        return identity(
                properties.rollupId(),
                l1.chainId(),
                Address.fromHex(l1.rollupAddress()),
                domain + "/" + new RollupId(properties.rollupId()));
    }

    private static RollupIdentity identity(long rollupId, long l1ChainId, Address rollup, String origin) {
        return new RollupIdentity(
                new RollupId(rollupId), new CandorDomain(l1ChainId, rollup), l1ChainId, rollup, origin);
    }
}
