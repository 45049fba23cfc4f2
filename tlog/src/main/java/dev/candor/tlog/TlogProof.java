package dev.candor.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A proof that an entry is in a log, verifiable offline (tlog-proof): {@code c2sp.org/tlog-proof@v1}, extra data, index,
 * path, a blank line, the signed checkpoint.
 */
public final class TlogProof {
    /** Bytes of extra data. */
    public static final int MAX_EXTRA_BYTES = 1 << 16;

    /** Bytes of a whole proof. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 2 * MAX_EXTRA_BYTES;

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    private final Optional<byte[]> extra;
    private final long index;
    private final List<TreeHash> path;
    private final SignedNote checkpoint;

    private TlogProof(Optional<byte[]> extra, long index, List<TreeHash> path, SignedNote checkpoint) {
        int extraBytes = extra.map(data -> data.length).orElse(0);
        if (extraBytes > MAX_EXTRA_BYTES || index < 0 || path.size() > TreeProofs.MAX_HASHES) {
            throw new IllegalArgumentException("Expected at most " + MAX_EXTRA_BYTES
                    + " bytes of extra data, an index below 2^63 and at most " + TreeProofs.MAX_HASHES
                    + " hashes, found " + extraBytes + ", " + index + " and " + path.size() + ".");
        }
        this.extra = extra;
        this.index = index;
        this.path = List.copyOf(path);
        this.checkpoint = checkpoint;
    }

    /**
     * @param extra what the application wants to add; nothing vouches for it
     * @param index of the entry
     * @param path from the leaf's sibling upwards
     */
    public static TlogProof of(Optional<byte[]> extra, long index, List<TreeHash> path, SignedNote checkpoint) {
        Checkpoint.parse(checkpoint.text()).orThrow();
        return new TlogProof(extra.map(byte[]::clone), index, path, checkpoint);
    }

    public static Parsed<TlogProof> parse(byte[] proof) {
        return NoteText.decode(proof, MAX_BYTES).then(TlogProof::parse);
    }

    private static Parsed<TlogProof> parse(String proof) {
        int blankLine = proof.indexOf("\n\n");
        List<String> lines = blankLine < 0
                ? List.of()
                : Arrays.asList(proof.substring(0, blankLine).split("\n", -1));
        int indexLine = lines.size() > 1 && lines.get(1).startsWith(EXTRA) ? 2 : 1;
        if (lines.size() <= indexLine
                || !lines.getFirst().equals(HEADER)
                || !lines.get(indexLine).startsWith(INDEX)) {
            return Parsed.malformed(
                    "Expected \"" + HEADER + "\", optional extra data, an index, hashes, a blank line and"
                            + " a checkpoint, found \"" + Excerpt.of(proof) + "\".");
        }
        Parsed<Optional<byte[]>> extra =
                indexLine == 2 ? extra(lines.get(1).substring(EXTRA.length())) : Parsed.ok(Optional.empty());
        return extra.then(data -> Decimal.parse(lines.get(indexLine).substring(INDEX.length()))
                .then(index -> HashLines.parse(lines.subList(indexLine + 1, lines.size()))
                        .then(path -> checkpoint(proof.substring(blankLine + 2))
                                .map(note -> new TlogProof(data, index, path, note)))));
    }

    private static Parsed<Optional<byte[]>> extra(String base64) {
        return Base64Text.decode(base64)
                .then(data -> data.length > MAX_EXTRA_BYTES
                        ? Parsed.malformed("Expected at most " + MAX_EXTRA_BYTES + " bytes of extra data, found "
                                + data.length + ".")
                        : Parsed.ok(Optional.of(data)));
    }

    private static Parsed<SignedNote> checkpoint(String text) {
        return SignedNote.parse(text).then(note -> Checkpoint.parse(note.text()).map(checkpoint -> note));
    }

    /** Exactly the bytes that {@link #parse(byte[])} reads as this proof. */
    public byte[] encode() {
        List<String> parts = new ArrayList<>();
        parts.add(HEADER + "\n");
        extra.ifPresent(data -> parts.add(EXTRA + Base64.getEncoder().encodeToString(data) + "\n"));
        parts.add(INDEX + index + "\n");
        parts.add(HashLines.print(path));
        parts.add("\n");
        parts.add(checkpoint.print());
        return String.join("", parts).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the policy accepts the checkpoint and the entry is in its tree.
     *
     * @param leafHash of the entry as the verifier knows it, not as anyone told it
     */
    public ProofVerdict verify(TreeHash leafHash, TrustPolicy policy) {
        return switch (policy.evaluate(checkpoint)) {
            case PolicyVerdict.Unsatisfied(String why) -> new ProofVerdict.Rejected(why);
            case PolicyVerdict.Satisfied satisfied ->
                switch (TreeVerification.inclusion(
                        leafHash, index, satisfied.checkpoint().tree(), path)) {
                    case Check.Failed(String why) -> new ProofVerdict.Rejected(why);
                    case Check.Ok() -> new ProofVerdict.Accepted(index, satisfied);
                };
        };
    }

    /** The application's own data; nothing vouches for it. */
    public Optional<byte[]> extra() {
        return extra.map(byte[]::clone);
    }

    public long index() {
        return index;
    }

    /** From the leaf's sibling upwards. */
    public List<TreeHash> path() {
        return path;
    }

    public SignedNote checkpoint() {
        return checkpoint;
    }
}
