package dev.candor.devnet;

import dev.candor.localservers.Anvil;
import dev.candor.localservers.AnvilOptions;
import dev.candor.localservers.DeployedContracts;
import dev.candor.localservers.Genesis;
import dev.candor.localservers.Geth;
import dev.candor.localservers.LocalKafka;
import dev.candor.localservers.LocalPostgres;
import dev.candor.localservers.ServerFailure;
import dev.candor.localservers.ServerOptions;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The servers that the service stands on, started side by side. */
record DevnetServers(LocalPostgres postgres, LocalKafka kafka, Anvil l1, Geth l2) implements AutoCloseable {

    private static final String DATABASE = "sequencer";
    private static final int L1_BLOCK_SECONDS = 1;

    static DevnetServers start(DevnetOptions options, DevnetDirectory directory, Milestones milestones) {
        refuseLostL1(directory);
        DevnetDirectory.Origin origin = directory.origin(new DevnetDirectory.Origin(
                options.rollupId(), Clock.systemUTC().instant().getEpochSecond()));
        DevnetPorts ports = options.ports();
        // Platform threads: static initialisers pin virtual ones, and on two cores those of Kafka and geth's client
        // locked each other.
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory())) {
            CompletableFuture<LocalPostgres> postgres = start(
                    threads,
                    milestones,
                    () -> LocalPostgres.start(
                            ServerOptions.in(directory.part("postgres")).onPort(ports.postgres())));
            ServerOptions kafkaOptions =
                    ServerOptions.in(directory.part("kafka")).onPort(ports.kafka());
            CompletableFuture<LocalKafka> kafka = start(
                    threads,
                    milestones,
                    () -> options.brokerInThisJvm()
                            ? LocalKafka.startInThisJvm(kafkaOptions)
                            : LocalKafka.start(kafkaOptions));
            CompletableFuture<Anvil> l1 = start(threads, milestones, () -> Anvil.start(anvil(options, directory)));
            CompletableFuture<Geth> l2 = start(
                    threads,
                    milestones,
                    () -> Geth.start(
                            genesis(origin),
                            ServerOptions.in(directory.part("l2")).onPort(ports.l2()),
                            ports.l2Engine()));
            return joined(postgres, kafka, l1, l2);
        }
    }

    String databaseUrl() {
        return postgres.jdbcUrl(DATABASE);
    }

    /** What every service is told; its database is made when there is none. */
    Map<String, String> commonEnvironment(String database) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "devnet");
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("CANDOR_DATABASE_URL", postgres.createDatabase(database));
        environment.put("CANDOR_DATABASE_USER", LocalPostgres.USER);
        return environment;
    }

    /** What the services of the rollup are told: where Kafka and L1 are, and which rollup it is. */
    Map<String, String> rollupEnvironment(DeployedContracts contracts) {
        Map<String, String> environment = new LinkedHashMap<>(l1Environment(contracts));
        environment.put("CANDOR_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return environment;
    }

    /** What those are told who follow L1 alone. */
    Map<String, String> l1Environment(DeployedContracts contracts) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CANDOR_ROLLUP_ID", Long.toString(l2.genesis().rollupId()));
        environment.put("CANDOR_L1_RPC_URL", l1.rpcUrl());
        environment.put("CANDOR_L1_CHAIN_ID", Long.toString(Anvil.CHAIN_ID));
        environment.put("CANDOR_ROLLUP_ADDRESS", contracts.rollup());
        environment.put("CANDOR_L1_DEPLOYMENT_BLOCK", Long.toString(contracts.deploymentBlock()));
        return environment;
    }

    /** The variables of sequencer-service. */
    Map<String, String> serviceEnvironment(DeployedContracts contracts, Path keys) {
        Map<String, String> environment = new LinkedHashMap<>(commonEnvironment(DATABASE));
        environment.putAll(rollupEnvironment(contracts));
        environment.put("CANDOR_ENGINE_RPC_URL", l2.rpcUrl());
        environment.put("CANDOR_ENGINE_URL", l2.engineUrl());
        environment.put("CANDOR_ENGINE_JWT_SECRET_FILE", l2.jwtSecretFile().toString());
        environment.put("CANDOR_ORDER_KEY_FILE", keys.resolve("order.key").toString());
        environment.put("CANDOR_BEACON_KEY_FILE", keys.resolve("beacon.key").toString());
        environment.put(
                "CANDOR_SETTLEMENT_KEY_FILE", keys.resolve("settlement.key").toString());
        return environment;
    }

    /** Those that others write to are stopped after those that write; the L1 last. */
    @Override
    public void close() {
        kafka.close();
        l2.close();
        postgres.close();
        l1.close();
    }

    /** Saving the chain costs more the longer it is: only for a directory that will be used again. */
    private static AnvilOptions anvil(DevnetOptions options, DevnetDirectory directory) {
        AnvilOptions anvil = AnvilOptions.blockEvery(L1_BLOCK_SECONDS)
                .with(ServerOptions.in(directory.part("l1"))
                        .onPort(options.ports().l1()));
        return options.dataDirectory() == null ? anvil : anvil.withStateFile(directory.l1State());
    }

    private static Genesis genesis(DevnetDirectory.Origin origin) {
        Genesis genesis = Genesis.dev(origin.rollupId(), origin.genesisTimestampSeconds());
        Map<String, BigInteger> balances = new LinkedHashMap<>(genesis.balancesWei());
        for (int index = 0; index < DevnetKeys.DERIVED_ACCOUNTS; index++) {
            balances.put(DevnetKeys.derived(index).address().toHex(), DevnetKeys.DERIVED_BALANCE_WEI);
        }
        return new Genesis(
                genesis.rollupId(), genesis.gasLimit(), genesis.timestampSeconds(), balances, genesis.code());
    }

    /** Everything else rests on the L1: without its chain the rest of the directory means nothing. */
    private static void refuseLostL1(DevnetDirectory directory) {
        if (!directory.isNew() && !Files.exists(directory.l1State())) {
            throw new ServerFailure(
                    "Expected the L1's chain in " + directory.l1State() + ", found none: this devnet was "
                            + "killed before it was first saved. Delete " + directory.root() + " and start anew.");
        }
    }

    private static <T> CompletableFuture<T> start(ExecutorService threads, Milestones milestones, Supplier<T> server) {
        return CompletableFuture.supplyAsync(
                () -> {
                    T started = server.get();
                    milestones.reached(started.toString());
                    return started;
                },
                threads);
    }

    private static DevnetServers joined(
            CompletableFuture<LocalPostgres> postgres,
            CompletableFuture<LocalKafka> kafka,
            CompletableFuture<Anvil> l1,
            CompletableFuture<Geth> l2) {
        try {
            CompletableFuture.allOf(postgres, kafka, l1, l2).join();
            return new DevnetServers(postgres.join(), kafka.join(), l1.join(), l2.join());
        } catch (CompletionException failure) {
            for (CompletableFuture<? extends AutoCloseable> part : List.of(kafka, l2, postgres, l1)) {
                part.thenAccept(DevnetServers::closeQuietly)
                        .exceptionally(neverStarted -> null)
                        .join();
            }
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            throw new IllegalStateException("Could not stop " + part, failure);
        }
    }
}
