package dev.candor.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.AuditNode;
import dev.candor.audit.TestBroker;
import dev.candor.audit.TestTopics;
import dev.candor.audit.anchor.AnchorL1;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.Topic;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.localservers.DevAccounts;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full check of a served log against a real AuditAnchor, honest and not. */
class AnchoredLogTest {
    private static final int SIZE = 602;

    @TempDir
    static Path directory;

    private static AnchorL1 l1;
    private static AuditNode node;

    private String untouched = "";

    @BeforeAll
    static void publish() throws IOException {
        l1 = AnchorL1.start();
        String suffix = TestBroker.freshSuffix();
        try (TestTopics topics = new TestTopics(TestBroker.bootstrapServers(), suffix)) {
            topics.send(Topic.ARRIVALS, 600);
            Map<String, String> settings = new HashMap<>(l1.settings(directory));
            settings.put("spring.kafka.bootstrap-servers", TestBroker.bootstrapServers());
            settings.put("candor.ingest.topic-suffix", suffix);
            node = AuditNode.start(directory, AuditDatabase.url(), directory, settings);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> node.checkpoints().newestAtLeast(SIZE).isPresent());
    }

    @AfterAll
    static void stop() {
        node.close();
        l1.close();
    }

    @BeforeEach
    void remember() {
        untouched = l1.anvil().rpc().call("evm_snapshot").asString();
    }

    @AfterEach
    void forget() {
        l1.anvil().rpc().call("evm_revert", untouched);
    }

    @Test
    void findsEveryAnchorInTheLog() {
        // given: events in more than one range of blocks
        LogReader log = node.log();
        l1.anchor(log.head(100), List.of());
        l1.anvil().mine(1_200);
        l1.anchor(log.head(SIZE), log.consistency(100, SIZE));

        // when
        Verdict verdict = fsck();

        // then
        assertThat(verdict.words()).contains("2 anchors on L1").contains("fsck: clean: 602 entries");
        assertThat(verdict.status()).isZero();
    }

    @Test
    void namesAnAnchorThatIsNotOfTheLog() {
        // given
        LogReader log = node.log();
        TreeHead wrong = new TreeHead(300, log.head(299).root());
        l1.anchor(wrong, List.of());

        // when
        Verdict verdict = fsck();

        // then
        assertThat(verdict.words())
                .contains("Expected root " + wrong.root() + " at size 300, which is anchored on L1")
                .containsPattern("in block \\d+, transaction 0x[0-9a-f]{64}, found")
                .contains("found " + log.head(300).root() + ": the log was forked")
                .contains("fsck: 1 contradictions");
        assertThat(verdict.status()).isEqualTo(1);
    }

    @Test
    void namesAnAnchorAboveTheCheckpoint() {
        // given
        TreeHead later = new TreeHead(SIZE + 1, TreeHash.ofLeaf(new byte[] {1}));
        l1.anchor(later, List.of());

        // when
        Verdict verdict = fsck();

        // then
        assertThat(verdict.words())
                .contains("Expected the checkpoint to cover the head of size 603, which is anchored on L1 in block");
        assertThat(verdict.status()).isEqualTo(1);
    }

    @Test
    void namesANewestAnchorThatNoEventTells() {
        // given: whoever begins too late does not see the event
        l1.anchor(node.log().head(100), List.of());
        l1.anvil().mine(1);

        // when
        Verdict verdict = fsck("--from-block", Long.toString(l1.anvil().blockNumber()));

        // then
        assertThat(verdict.words())
                .contains("Expected AuditAnchor to keep the newest anchor that its events tell, size 0")
                .contains("found size 100 with root " + node.log().head(100).root());
        assertThat(verdict.status()).isEqualTo(1);
    }

    @Test
    void tellsAnL1ThatIsAwayOrAnotherFromAContradiction() {
        String contract = l1.contracts().auditAnchor();
        String url = node.url().toString();

        assertThat(run("--url", url, "--audit-anchor", contract, "--l1", "http://127.0.0.1:1")
                        .status())
                .isEqualTo(3);
        assertThat(run("--url", url, "--l1", l1.anvil().rpcUrl()).status()).isEqualTo(2);
        assertThat(run("--url", url, "--audit-anchor", contract).status()).isEqualTo(2);
        assertThat(run("--url", url, "--l1", l1.anvil().rpcUrl(), "--audit-anchor", DevAccounts.LOG.address())
                        .status())
                .isEqualTo(3);
    }

    @Test
    void takesWhatItNeedsFromTheFilesOfADevnet() throws IOException {
        // given
        l1.anchor(node.log().head(SIZE), List.of());
        Path trust = Files.writeString(directory.resolve("trust.json"), """
                {"format": "candor-trust/v1",
                 "domain": {"rollupId": "901901", "l1ChainId": "31337", "rollup": "%s"},
                 "deploymentBlock": "%d", "orderKeys": [], "beaconKeys": [], "auditAnchor": "%s",
                 "log": {"origin": "%s", "verifierKeys": ["%s", "%s"], "policy": "log %s\\nquorum none\\n"}}
                """.formatted(
                        l1.contracts().rollup(),
                        l1.contracts().deploymentBlock(),
                        l1.contracts().auditAnchor(),
                        l1.contracts().logOrigin(),
                        key(0),
                        key(1),
                        key(0)));
        Path devnet = Files.writeString(
                directory.resolve("devnet.json"), """
                {"l1RpcUrl": "%s", "pid": 1, "audit": {"url": "%s", "trustFile": "%s"}}
                """.formatted(l1.anvil().rpcUrl(), node.url(), trust));

        // when
        Verdict verdict = run("--devnet", devnet.toString());

        // then
        assertThat(verdict.words())
                .contains("1 anchors on L1")
                .contains("0 entries hold the hash of an event")
                .doesNotContain("names itself");
        assertThat(verdict.status()).isZero();
    }

    private static String key(int index) {
        return node.bean(LogKeys.class).verifierKeys().get(index).print();
    }

    private record Verdict(int status, String words) {}

    private static Verdict fsck(String... more) {
        String[] arguments = {
            "--url", node.url().toString(),
            "--l1", l1.anvil().rpcUrl(),
            "--audit-anchor", l1.contracts().auditAnchor()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    private static Verdict run(String... arguments) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int status = Fsck.run(new PrintStream(words, true, StandardCharsets.UTF_8), arguments);
        return new Verdict(status, words.toString(StandardCharsets.UTF_8));
    }
}
