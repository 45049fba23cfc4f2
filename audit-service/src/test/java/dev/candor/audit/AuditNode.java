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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The whole service in this JVM, on a database, a broker and witnesses of the test. */
public final class AuditNode implements AutoCloseable {
    public static final long ROLLUP_ID = 901;
    public static final String ORIGIN = "log.example.org/901";
    public static final CandorDomain DOMAIN =
            new CandorDomain(31337, Address.fromHex("0x00000000000000000000000000000000000000c0"));
    private static final byte[] SEED = new byte[32];
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
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=",
                "--candor.rollup-id=" + ROLLUP_ID,
                "--candor.l1.chain-id=" + DOMAIN.l1ChainId(),
                "--candor.l1.rollup-address=" + DOMAIN.rollup(),
                "--candor.log.domain=log.example.org",
                "--candor.log.policy-file=" + policy,
                "--candor.log.lease-duration=800ms",
                "--candor.checkpoint.interval=50ms",
                "--candor.ingest.look-for-topics-every=200ms",
                "--candor.keys.log-ed25519-key-file="
                        + write(directory.resolve("ed25519"), Bytes.wrap(SEED).toHex()),
                "--candor.keys.log-key-file=" + write(directory.resolve("secp256k1"), LOG_KEY),
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.org.apache.kafka=warn",
                "--logging.structured.format.console="));
        more.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new AuditNode(new SpringApplication(AuditApplication.class).run(arguments.toArray(String[]::new)));
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
