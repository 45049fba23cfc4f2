package dev.candor.witness;

import dev.candor.tlog.AddCheckpointRequest;
import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.Ed25519Note;
import dev.candor.tlog.Ed25519PrivateKey;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.SubtreeHashes;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TreeProofs;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** A log in memory with a key of its own; its leaves are a function of their index and of {@code seed}. */
public final class TestLog implements SubtreeHashes {
    private final String origin;
    private final Ed25519PrivateKey key;
    private final String seed;

    private TestLog(String origin, Ed25519PrivateKey key, String seed) {
        this.origin = origin;
        this.key = key;
        this.seed = seed;
    }

    public static TestLog fresh() {
        String name = UUID.randomUUID().toString();
        return new TestLog("log.example.org/" + name, Ed25519PrivateKey.generate(new SecureRandom()), name);
    }

    /** The same origin and key over other leaves. */
    public TestLog forked() {
        return new TestLog(origin, key, seed + " forked");
    }

    public String origin() {
        return origin;
    }

    public String vkey() {
        return Ed25519Note.verifierKey(origin, key).print();
    }

    public Checkpoint checkpoint(long size) {
        return new Checkpoint(origin, new TreeHead(size, TreeProofs.root(size, this)));
    }

    public SignedNote signed(long size) {
        return SignedNote.sign(checkpoint(size).text(), List.of(Ed25519Note.signer(origin, key)));
    }

    public List<TreeHash> proof(long oldSize, long size) {
        return TreeProofs.consistency(oldSize, size, this);
    }

    /** A body of add-checkpoint as the specification wants it. */
    public byte[] request(long oldSize, long size) {
        return new AddCheckpointRequest(oldSize, proof(oldSize, size), signed(size)).encode();
    }

    @Override
    public TreeHash hash(int level, long index) {
        if (level == 0) {
            return leaf(index);
        }
        return TreeHash.ofNode(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }

    private TreeHash leaf(long index) {
        return TreeHash.ofLeaf((seed + " " + index).getBytes(StandardCharsets.UTF_8));
    }
}
