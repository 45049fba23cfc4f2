package dev.candor.witness.identity;

import dev.candor.keys.KeyFiles;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rollup as configured, held against the one that this database was made for, and the key of its attestations. */
@Configuration(proxyBeanMethods = false)
@FullWitness
class RollupAtStart {
    private static final Logger log = LoggerFactory.getLogger(RollupAtStart.class);

    @Bean
    RollupIdentity rollupIdentity(WitnessProperties properties, JdbcClient jdbc) {
        WitnessProperties.L1 l1 = properties.l1();
        RollupIdentity configured = new RollupIdentity(
                new RollupId(properties.rollupId()), l1.chainId(), Address.fromHex(l1.rollupAddress()));
        jdbc.sql("""
                        insert into attested_rollup (rollup_id, l1_chain_id, rollup) values (:id, :chain, :rollup)
                        on conflict do nothing""")
                .param("id", configured.id().value())
                .param("chain", configured.l1ChainId())
                .param("rollup", configured.rollupAddress().toArray())
                .update();
        RollupIdentity stored = jdbc.sql("select rollup_id, l1_chain_id, rollup from attested_rollup")
                .query((row, index) ->
                        new RollupIdentity(new RollupId(row.getLong(1)), row.getLong(2), Address.wrap(row.getBytes(3))))
                .single();
        if (!stored.equals(configured)) {
            throw new IllegalStateException(
                    "Expected the rollup of this database, %s, found the configuration of %s: use a database of its own for each rollup, or correct candor.rollup-id and candor.l1."
                            .formatted(stored, configured));
        }
        return configured;
    }

    @Bean
    DigestSigner attestationSigner(Environment environment, WitnessProperties properties) {
        KeyFiles files = new KeyFiles(environment.acceptsProfiles(Profiles.of(KeyFiles.DEVNET_PROFILE)));
        DigestSigner signer = files.signer("attestation", properties.keys().attestationKeyFile());
        log.info("this witness attests as {}", signer.address());
        return signer;
    }
}
