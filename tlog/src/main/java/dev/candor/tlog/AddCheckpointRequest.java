package dev.candor.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a witness's add-checkpoint: {@code old <size>}, proof lines, a blank line, the signed checkpoint
 * (tlog-witness, "add-checkpoint").
 *
 * @param oldSize leaves of the checkpoint that the witness cosigned last, as the client knows it
 * @param proof consistency from {@code oldSize} to the checkpoint, at most {@link TreeProofs#MAX_HASHES} hashes
 * @param note the checkpoint with the log's signatures; others may be there
 * @param checkpoint what the text of {@code note} says
 */
public record AddCheckpointRequest(long oldSize, List<TreeHash> proof, SignedNote note, Checkpoint checkpoint) {
    /** Bytes of a whole body. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 4096;

    private static final String OLD = "old ";

    public AddCheckpointRequest {
        proof = List.copyOf(proof);
        if (oldSize < 0
                || proof.size() > TreeProofs.MAX_HASHES
                || !checkpoint.text().equals(note.text())) {
            throw new IllegalArgumentException("Expected an old size below 2^63, at most " + TreeProofs.MAX_HASHES
                    + " hashes and the checkpoint of the note, found " + oldSize + ", " + proof.size() + " and "
                    + checkpoint + ".");
        }
    }

    /** A request for a note that is a checkpoint; throws {@link IllegalArgumentException} for another note. */
    public AddCheckpointRequest(long oldSize, List<TreeHash> proof, SignedNote note) {
        this(oldSize, proof, note, Checkpoint.parse(note.text()).orThrow());
    }

    public static Parsed<AddCheckpointRequest> parse(byte[] body) {
        return NoteText.decode(body, MAX_BYTES).then(AddCheckpointRequest::parse);
    }

    private static Parsed<AddCheckpointRequest> parse(String body) {
        int blankLine = body.indexOf("\n\n");
        if (blankLine < 0 || !body.startsWith(OLD)) {
            return Parsed.malformed(
                    "Expected \"old <size>\", proof lines and a blank line before the checkpoint, found \""
                            + Excerpt.of(body) + "\".");
        }
        String[] lines = body.substring(0, blankLine).split("\n", -1);
        return Decimal.parse(lines[0].substring(OLD.length()))
                .then(oldSize -> HashLines.parse(List.of(lines).subList(1, lines.length))
                        .then(proof -> SignedNote.parse(body.substring(blankLine + 2))
                                .then(note -> Checkpoint.parse(note.text())
                                        .map(checkpoint ->
                                                new AddCheckpointRequest(oldSize, proof, note, checkpoint)))));
    }

    public byte[] encode() {
        List<String> parts = new ArrayList<>();
        parts.add(OLD + oldSize + "\n");
        parts.add(HashLines.print(proof));
        parts.add("\n");
        parts.add(note.print());
        return String.join("", parts).getBytes(StandardCharsets.UTF_8);
    }
}
