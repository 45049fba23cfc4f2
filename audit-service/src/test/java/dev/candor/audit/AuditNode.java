package dev.candor.audit;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Ed25519PrivateKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

/** The whole service in this JVM, on a database, a broker and witnesses of the test. */
public final class AuditNode implements AutoCloseable {
    public static final long ROLLUP_ID = 901;
    public static final String ORIGIN = "log.example.org/901";
    public static final CandorDomain DOMAIN =
            new CandorDomain(31337, Address.fromHex("0x00000000000000000000000000000000000000c0"));
    private static final byte[] SEED = Bytes.fromHex(
                    "0x6c6f67206b6579206f6620746865207465737473206f66207468652061756469")
            .toArray();
    private static final String LOG_KEY = "0x0000000000000000000000000000000000000000000000000000000000010c10";
    private static final DigestSigner SECP256K1 = new InMemorySigner(PrivateKey.fromHex(LOG_KEY));

    /** The keys that every node of the tests has. */
    public static final LogKeys KEYS = new LogKeys(ORIGIN, Ed25519PrivateKey.ofSeed(SEED), SECP256K1, DOMAIN);

    private final ConfigurableApplicationContext context;

    private AuditNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A policy that wants cosignatures of {@code quorum} of these witnesses, which follow the log from now on. */
    public static Path policy(Path directory, int quorum, TestWitness... witnesses) {
        StringBuilder text = new StringBuilder();
        text.append("log ").append(KEYS.verifierKeys().getFirst().print()).append('\n');
        StringBuilder group = new StringBuilder("group all " + quorum);
        for (TestWitness witness : witnesses) {
            text.append(witness.policyLine()).append('\n');
            group.append(' ').append(witness.name());
            witness.follow(ORIGIN, List.of(KEYS.verifiers().getFirst()));
        }
        text.append(witnesses.length == 0 ? "quorum none\n" : group + "\nquorum all\n");
        return write(directory.resolve("policy"), text.toString());
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param more settings beside the necessary ones, without dashes */
    public static AuditNode start(Path directory, String database, Path policy, Map<String, String> more) {
        return start(directory, database, policy, more, new BeanPostProcessor() {});
    }

    /** @param wrapping beans that are to fail at times */
    public static AuditNode start(
            Path directory, String database, Path policy, Map<String, String> more, BeanPostProcessor wrapping) {
        SpringApplication application = new SpringApplication(AuditApplication.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(wrapping));
        return new AuditNode(application.run(arguments(directory, database, policy, more)));
    }

    /** @param other takes the place of the service's own bean of each of its types, wherever it is asked for by interface */
    public static <T> AuditNode startWith(
            Path directory, String database, Path policy, Map<String, String> more, Class<T> type, T other) {
        SpringApplication application = new SpringApplication(AuditApplication.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("other", type, () -> other, definition -> definition.setPrimary(true)));
        return new AuditNode(application.run(arguments(directory, database, policy, more)));
    }

    /** The command line of the service. */
    public static String[] arguments(Path directory, String database, Path policy, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", database);
        settings.put("spring.datasource.username", "");
        settings.put("candor.rollup-id", Long.toString(ROLLUP_ID));
        settings.put("candor.l1.chain-id", Long.toString(DOMAIN.l1ChainId()));
        settings.put("candor.l1.rollup-address", DOMAIN.rollup().toString());
        settings.put("candor.log.domain", "log.example.org");
        settings.put("candor.log.policy-file", policy.toString());
        settings.put("candor.log.lease-duration", "800ms");
        settings.put("candor.checkpoint.interval", "50ms");
        settings.put("candor.ingest.look-for-topics-every", "200ms");
        Path seed = write(directory.resolve("ed25519"), Bytes.wrap(SEED).toHex());
        settings.put("candor.keys.log-ed25519-key-file", seed.toString());
        settings.put(
                "candor.keys.log-key-file",
                write(directory.resolve("secp256k1"), LOG_KEY).toString());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("logging.level.org.apache.kafka", "warn");
        settings.put("logging.structured.format.console", "");
        settings.putAll(more);
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public LogReader log() {
        return bean(LogReader.class);
    }

    public Checkpoints checkpoints() {
        return bean(Checkpoints.class);
    }

    /** Of the public port, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + bean(Environment.class).getProperty("local.server.port"));
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + bean(Environment.class).getProperty("local.management.port"));
    }

    @Override
    public void close() {
        context.close();
    }
}
