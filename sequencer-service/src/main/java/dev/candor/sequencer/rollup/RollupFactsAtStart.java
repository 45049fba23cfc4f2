package dev.candor.sequencer.rollup;

import dev.candor.l1.L1Connection;
import dev.candor.l1.L1UnavailableException;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.history.L1Contracts;
import dev.candor.l1.history.RollupOnL1;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/**
 * Finds out at start which rollup this is: from L1, or from the database when L1 is away and was read before. Configuration,
 * database, L1 and execution client must agree, or the process does not start.
 */
@Configuration(proxyBeanMethods = false)
class RollupFactsAtStart {
    private static final Logger log = LoggerFactory.getLogger(RollupFactsAtStart.class);

    @Bean
    RollupFacts rollupFacts(SequencerProperties properties, JdbcClient jdbc, Web3j l1Node) {
        StoredRollupFacts database = new StoredRollupFacts(jdbc);
        RollupFacts facts = agreed(properties, l1Node, database);
        compareWithConfiguration(facts.identity(), properties);
        compareWithEngine(facts.identity(), properties);
        database.storeFirst(facts);
        return facts;
    }

    @Bean
    RollupIdentity rollupIdentity(RollupFacts facts) {
        return facts.identity();
    }

    @Bean
    L1Contracts l1Contracts(RollupFacts facts) {
        return facts.contracts();
    }

    private static RollupFacts agreed(SequencerProperties properties, Web3j l1Node, StoredRollupFacts database) {
        Optional<RollupFacts> stored = database.find();
        RollupFacts found;
        try {
            found = RollupFacts.of(
                    RollupOnL1.read(l1Node, Address.fromHex(properties.l1().rollupAddress())));
        } catch (L1UnavailableException e) {
            log.warn("L1 does not answer at start, going on with what it said before: {}", e.getMessage());
            return stored.orElseThrow(() -> new IllegalStateException(
                    "Expected L1 at %s to say which rollup this is, found no answer and nothing in the database: start again when L1 answers."
                            .formatted(properties.l1().rpcUrl()),
                    e));
        }
        require(
                stored.isEmpty() || stored.get().equals(found),
                "the rollup of this database",
                stored.map(Object::toString).orElse(""),
                found,
                "This database belongs to another rollup: use a new one, or correct candor.l1.");
        return found;
    }

    private static void compareWithConfiguration(RollupIdentity identity, SequencerProperties properties) {
        SequencerProperties.L1 l1 = properties.l1();
        require(
                identity.id().value() == properties.rollupId(),
                "candor.rollup-id",
                identity.id(),
                properties.rollupId(),
                "Set it to the contract's.");
        require(
                identity.l1ChainId() == l1.chainId(),
                "candor.l1.chain-id",
                identity.l1ChainId(),
                l1.chainId(),
                "Set it to the node's, or point candor.l1.rpc-url at the right chain.");
        require(
                identity.rollupAddress().equals(Address.fromHex(l1.rollupAddress())),
                "candor.l1.rollup-address",
                identity.rollupAddress(),
                l1.rollupAddress(),
                "Set it to the one this database was made for.");
        require(
                l1.deploymentBlock() == 0 || identity.l1DeploymentBlock() == l1.deploymentBlock(),
                "candor.l1.deployment-block",
                identity.l1DeploymentBlock(),
                l1.deploymentBlock(),
                "Set it to the contract's.");
    }

    /** An execution client that is away now is looked at again by the feature that uses it, block by block. */
    private static void compareWithEngine(RollupIdentity identity, SequencerProperties properties) {
        Web3j engine = L1Connection.open(
                properties.engine().rpcUrl(), properties.engine().requestTimeout());
        try {
            Optional<Hash32> genesis = new Web3jL1Node(engine).block(0).map(block -> block.hash());
            require(
                    genesis.equals(Optional.of(identity.genesisHash())),
                    "the genesis block of the execution client",
                    identity.genesisHash(),
                    genesis.map(Hash32::toHex).orElse("none"),
                    "Initialise the client with the genesis file that the contracts were deployed for.");
        } catch (L1UnavailableException e) {
            log.warn("The execution client does not answer at start, its genesis was not compared: {}", e.getMessage());
        } finally {
            engine.shutdown();
        }
    }

    private static void require(boolean holds, String what, Object expected, Object found, String remedy) {
        if (!holds) {
            throw new IllegalStateException(
                    "Expected %s to be %s, found %s. %s".formatted(what, expected, found, remedy));
        }
    }
}
