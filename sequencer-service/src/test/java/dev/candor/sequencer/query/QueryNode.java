package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemConfiguration;
import dev.candor.l1.history.L1Contracts;
import dev.candor.protocol.beacon.BeaconKind;
import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.beacon.InMemoryBeaconSigner;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.ordering.OrderingPolicy;
import dev.candor.protocol.policy.Policy;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.transaction.TransactionSigner;
import dev.candor.protocol.transaction.UnsignedTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.sequencer.SequencerDatabase;
import dev.candor.sequencer.TestProperties;
import dev.candor.sequencer.arrivals.StoredLine;
import dev.candor.sequencer.batches.BatchJournal;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.BatchStoreAccess;
import dev.candor.sequencer.batches.HeaderLine;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollback.RollbackRows;
import dev.candor.sequencer.rollup.RollupIdentity;
import dev.candor.sequencer.rollup.SequencerProperties;
import dev.candor.sequencer.rpc.RpcAnswer;
import dev.candor.sequencer.rpc.RpcCall;
import dev.candor.sequencer.rpc.RpcClient;
import dev.candor.sequencer.settlement.WrittenPosts;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reading side on a real port and a real database; the line and L1 are written by the test. */
final class QueryNode implements AutoCloseable {
    static final DigestSigner ORDER_SIGNER = new InMemorySigner(PrivateKey.fromHex("0x%064x".formatted(77)));
    static final InMemoryBeaconSigner BEACON =
            InMemoryBeaconSigner.ofScalar(HexFormat.of().parseHex("%064x".formatted(7)));
    static final Address ROLLUP_ADDRESS = Address.fromHex("0x00000000000000000000000000000000000000bb");
    static final RollupIdentity ROLLUP = new RollupIdentity(
            new RollupId(TestProperties.ROLLUP_ID),
            new CandorDomain(31337, ROLLUP_ADDRESS),
            31337,
            ROLLUP_ADDRESS,
            Hash32.fromHex("0x" + "11".repeat(32)),
            1000,
            5,
            Hash32.fromHex("0x" + "33".repeat(32)));
    static final Policy POLICY = new Policy(
            1,
            OrderingPolicy.SHUFFLE,
            Policy.bits(BeaconKind.OWN),
            0b10111,
            1000,
            30_000_000,
            5000,
            1_000_000,
            4,
            120,
            5000,
            Address.ZERO,
            BigInteger.TWO.pow(70));
    static final L1Block ORIGIN = new L1Block(10, Hash32.fromHex("0x" + "22".repeat(32)), 2000);

    private static final int BLOCKS_BETWEEN_TESTS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServletWebServerApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private QueryNode(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static QueryNode start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--spring.datasource.url=" + SequencerDatabase.url());
        arguments.add("--spring.datasource.username=");
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=-1");
        // Only this feature runs here: the groups name indicators of others too.
        arguments.add("--management.endpoint.health.validate-group-membership=false");
        arguments.add("--spring.main.banner-mode=off");
        return new QueryNode((ServletWebServerApplicationContext)
                new SpringApplicationBuilder(Service.class).run(arguments.toArray(String[]::new)));
    }

    StreamTail tail() {
        return context.getBean(StreamTail.class);
    }

    /** As after a start on an empty database, at a later L1 block. */
    void restart() {
        jdbc().sql("truncate promise, batch, skipped_transaction, forced_transaction, batch_post, rollback")
                .update();
        l1().restart(BLOCKS_BETWEEN_TESTS);
    }

    RollbackRows rollbackRows() {
        return context.getBean(RollbackRows.class);
    }

    HeaderLine headerLine() {
        return context.getBean(HeaderLine.class);
    }

    StoredLine line() {
        return context.getBean(StoredLine.class);
    }

    WrittenL1 l1() {
        return context.getBean(WrittenL1.class);
    }

    BatchStore store() {
        return context.getBean(BatchStore.class);
    }

    WrittenPosts posts() {
        return new WrittenPosts(context);
    }

    ToldClient client() {
        return context.getBean(ToldClient.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    WrittenBatches batches() {
        return new WrittenBatches(
                context.getBean(BatchJournal.class), line(), l1(), ROLLUP, ORDER_SIGNER, BEACON, POLICY);
    }

    /** Voids the batches after the anchor; what {@link #batches()} writes from now on belongs to the generation. */
    void rollBack(long anchorNumber, long generation) {
        context.getBean(BatchJournal.class).voidAfter(anchorNumber, new Generation(generation));
    }

    /** A transfer of a sender of its own. */
    static EthTransaction transfer(int sender, long nonce) {
        return TransactionSigner.of(PrivateKey.fromHex("0x%064x".formatted(1000 + sender)))
                .sign(UnsignedTransaction.dynamicFee(
                                TestProperties.ROLLUP_ID, nonce, BigInteger.ONE, BigInteger.TEN.pow(9), 21_000)
                        .withTo(ROLLUP_ADDRESS));
    }

    URI url(String path) {
        return URI.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The body of an answer that must be 200. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "Expected 200 of " + path + ", found " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** The member that {@code candor_getTransactionStatus} answers with: {@code {"result":…}} or {@code {"error":…}}. */
    JsonNode statusOverRpc(Hash32 hash) {
        Bytes parameters = Bytes.wrap(("[\"" + hash.toHex() + "\"]").getBytes(StandardCharsets.US_ASCII));
        RpcCall call = new RpcCall(Optional.empty(), "candor_getTransactionStatus", parameters);
        RpcAnswer answer = context.getBean(StatusOfTransaction.class).answer(call, new RpcClient("127.0.0.1", true));
        return JSON.readTree("{" + new String(answer.member().toArray(), StandardCharsets.UTF_8) + "}");
    }

    static JsonNode read(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
    @EnableConfigurationProperties(QueryProperties.class)
    @EntityScan("dev.candor.sequencer.batches")
    @EnableJpaRepositories(basePackages = "dev.candor.sequencer.batches", considerNestedRepositories = true)
    @ComponentScan(
            basePackages = {
                "dev.candor.sequencer.query",
                "dev.candor.sequencer.batches",
                "dev.candor.sequencer.rollback",
                "dev.candor.sequencer.settlement",
                "dev.candor.sequencer.witness"
            },
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    ".*\\.(BatchJournal|HeaderLine|ForcedBatches|ForcedTransactions|TransactionLookup|RebuiltBatches"
                                            + "|StatusOfTransaction|HeavyReads|RestCors|BatchBytes|StreamTail|ApiDescription|PostsOfBatches|PostRows|BatchChunks"
                                            + "|RollbackRows|Witnesses|KeptWitnesses|[A-Za-z]+Resource)"))
    @Import(ProblemConfiguration.class)
    static class Service {
        @Bean
        SequencerProperties properties() {
            return TestProperties.orderer();
        }

        @Bean
        RollupIdentity rollup() {
            return ROLLUP;
        }

        @Bean
        L1Contracts contracts() {
            return new L1Contracts(ROLLUP_ADDRESS, Address.ZERO, Address.ZERO, Address.ZERO, 3);
        }

        @Bean
        DigestSigner orderSigner() {
            return ORDER_SIGNER;
        }

        @Bean
        BeaconSigner beaconSigner() {
            return BEACON;
        }

        @Bean
        StoredLine line(JdbcTemplate template) {
            return new StoredLine(template, ORDER_SIGNER, ROLLUP);
        }

        @Bean
        ToldClient client() {
            return new ToldClient();
        }

        @Bean
        WrittenL1 l1() {
            WrittenL1 l1 = new WrittenL1(POLICY, ORDER_SIGNER.address());
            l1.finalise(ORIGIN);
            return l1;
        }

        @Bean
        BatchStore batchStore(ApplicationContext context, StoredLine line, L1View l1) {
            return BatchStoreAccess.of(context, line, l1);
        }
    }
}
