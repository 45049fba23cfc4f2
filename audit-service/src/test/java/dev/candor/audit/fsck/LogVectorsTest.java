package dev.candor.audit.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.LogVectors;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.audit.logkeys.LogKeys;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** spec/vectors/log.json, made by the Python reference. */
class LogVectorsTest {
    private static final JsonNode FILE = LogVectors.read();
    private static final CandorDomain DOMAIN = new CandorDomain(
            Long.parseLong(FILE.at("/domain/chainId").asString()),
            Address.fromHex(FILE.at("/domain/verifyingContract").asString()));

    static List<JsonNode> entries() {
        return LogVectors.cases(FILE.get("entries"));
    }

    static List<JsonNode> invalidEntries() {
        return LogVectors.cases(FILE.get("invalidEntries"));
    }

    static List<JsonNode> brokenTrees() {
        return LogVectors.cases(FILE.at("/tree/invalid"));
    }

    static List<JsonNode> invalidNotes() {
        return LogVectors.cases(FILE.at("/checkpoint/invalid"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void writesTheEntryOfAnEvent(JsonNode vector) {
        Topic topic = Topic.ofId(vector.get("topicId").asInt()).orElseThrow();
        int partition = Integer.parseUnsignedInt(vector.get("partition").asString());
        long offset = Long.parseUnsignedLong(vector.get("offset").asString());

        LogEntry entry = LogEntry.of(0, topic, partition, offset, event(vector));

        if (vector.has("entry")) {
            assertThat(Bytes.wrap(entry.encode()).toHex())
                    .isEqualTo(vector.get("entry").asString());
        }
        assertThat(entry.isHashOfEvent()).isEqualTo(vector.get("hashed").asBoolean());
        assertThat(Bytes.wrap(TreeHash.ofLeaf(entry.encode()).toArray()).toHex())
                .isEqualTo(vector.get("leafHash").asString());
        assertThat(LogEntry.decode(0, entry.encode()).orThrow()).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("invalidEntries")
    void refusesWhatIsNoEntry(JsonNode vector) {
        assertThat(LogEntry.decode(0, bytes(vector.get("entry")))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void rebuildsTheTree() {
        // given
        TreeRules tree = new TreeRules();
        EntryRules rules = new EntryRules();
        List<String> roots = new ArrayList<>();

        // when
        for (byte[] entry : tree()) {
            assertThat(rules.check(tree.size(), entry)).isEmpty();
            tree.append(entry);
            for (JsonNode root : FILE.at("/tree/roots")) {
                if (root.get("size").asString().equals(Long.toString(tree.size()))) {
                    assertThat(Bytes.wrap(tree.head().root().toArray()).toHex())
                            .isEqualTo(root.get("root").asString());
                    roots.add(root.get("size").asString());
                }
            }
        }

        // then
        assertThat(roots).hasSize(FILE.at("/tree/roots").size());
    }

    @ParameterizedTest
    @MethodSource("brokenTrees")
    void saysWhatIsWrongInATree(JsonNode vector) {
        EntryRules rules = new EntryRules();
        List<byte[]> entries = tree();
        entries.set(Integer.parseInt(vector.get("index").asString()), bytes(vector.get("entry")));
        List<String> wrong = new ArrayList<>();

        for (int index = 0; index < entries.size(); index++) {
            wrong.addAll(rules.check(index, entries.get(index)));
        }

        assertThat(wrong).as(vector.get("reason").asString()).isNotEmpty();
    }

    @Test
    void signsTheCheckpointWithBothKeys() {
        // given
        LogKeys keys = new LogKeys(
                FILE.get("origin").asString(),
                Ed25519PrivateKey.ofSeed(bytes(FILE.at("/checkpoint/ed25519Seed"))),
                new InMemorySigner(PrivateKey.of(bytes(FILE.at("/checkpoint/eip712Key")))),
                DOMAIN);
        SignedNote expected = SignedNote.parse(note(FILE.get("checkpoint"))).orThrow();

        // when
        SignedNote signed = keys.sign(Checkpoint.parse(expected.text()).orThrow());

        // then
        assertThat(signed.signatures()).isEqualTo(expected.signatures().subList(0, 2));
        assertThat(keys.verifierKeys().stream().map(VerifierKey::print)).isEqualTo(verifierKeys());
    }

    @Test
    void trustsTheCheckpoint() {
        assertThat(trust().verify(note(FILE.get("checkpoint"))).orThrow().tree().size())
                .isEqualTo(600);
    }

    @ParameterizedTest
    @MethodSource("invalidNotes")
    void distrustsANote(JsonNode vector) {
        assertThat(trust().verify(note(vector)))
                .as(vector.get("reason").asString())
                .isInstanceOf(Parsed.Malformed.class);
    }

    private static Trust trust() {
        byte[] policy = FILE.at("/checkpoint/policy").asString().getBytes(StandardCharsets.UTF_8);
        return Trust.of(verifierKeys(), DOMAIN, policy);
    }

    private static List<String> verifierKeys() {
        return LogVectors.cases(FILE.get("verifierKeys")).stream()
                .map(JsonNode::asString)
                .toList();
    }

    private static byte[] note(JsonNode vector) {
        return vector.get("note").asString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> tree() {
        List<byte[]> entries = new ArrayList<>();
        long[] next = new long[9];
        String topics = FILE.at("/tree/topicIds").asString();
        for (int index = 0; index < topics.length(); index++) {
            int topicId = topics.charAt(index) - '0';
            if (topicId == 0) {
                entries.add(coverage(index));
            } else {
                long offset = next[topicId]++;
                String event = "event %d/0/%d".formatted(topicId, offset);
                entries.add(LogEntry.of(
                                index,
                                Topic.ofId(topicId).orElseThrow(),
                                0,
                                offset,
                                Bytes.wrap(event.getBytes(StandardCharsets.US_ASCII)))
                        .encode());
            }
        }
        return entries;
    }

    private static byte[] coverage(int index) {
        return LogVectors.cases(FILE.at("/tree/coverage")).stream()
                .filter(vector -> vector.get("index").asString().equals(Integer.toString(index)))
                .map(vector -> bytes(vector.get("entry")))
                .findFirst()
                .orElseThrow();
    }

    private static Bytes event(JsonNode vector) {
        if (vector.has("event")) {
            return Bytes.fromHex(vector.get("event").asString());
        }
        byte[] filled = new byte[vector.at("/eventFill/size").asInt()];
        Arrays.fill(filled, (byte) vector.at("/eventFill/byte").asInt());
        return Bytes.wrap(filled);
    }

    private static byte[] bytes(JsonNode hex) {
        return Bytes.fromHex(hex.asString()).toArray();
    }
}
