package dev.candor.tlog;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The bodies of a witness's answers to add-checkpoint, made and read (tlog-witness). */
public final class WitnessAnswer {
    /** The content type of a conflict's body, which clients may rely on. */
    public static final String CONFLICT_CONTENT_TYPE = "text/x.tlog.size";

    /** Decimal digits of a size and a newline, with room to spare. */
    private static final int MAX_CONFLICT_BYTES = 32;

    private WitnessAnswer() {}

    /** The body of status 200: the witness's signature lines. */
    public static byte[] cosigned(List<NoteSignature> cosignatures) {
        if (cosignatures.isEmpty()) {
            throw new IllegalArgumentException("Expected a cosignature, found none.");
        }
        return cosignatures.stream()
                .map(NoteSignature::toLine)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The body of status 409: the size of the latest checkpoint that the witness cosigned. */
    public static byte[] conflict(long latestSize) {
        return (latestSize + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    public static Parsed<Long> parseConflict(byte[] body) {
        return NoteText.decode(body, MAX_CONFLICT_BYTES)
                .then(text -> text.endsWith("\n")
                        ? Decimal.parse(text.substring(0, text.length() - 1))
                        : Parsed.malformed("Expected a size and a newline, found \"" + Excerpt.of(text) + "\"."));
    }

    /**
     * The lines of a 200 that known witnesses signed over the checkpoint that was sent; lines of unknown keys are left
     * out. Malformed if there is none or if a line of a known witness is false.
     */
    public static Parsed<List<NoteSignature>> parseCosigned(
            byte[] body, SignedNote sent, Collection<? extends NoteVerifier> witnesses) {
        return NoteText.decode(body, SignedNote.MAX_BYTES)
                .then(NoteSignature::parseLines)
                .then(lines -> switch (new SignedNote(sent.text(), lines).open(witnesses)) {
                    case NoteOpening.Refused(String why) -> Parsed.malformed(why);
                    case NoteOpening.Opened(List<NoteOpening.Verified> verified) ->
                        Parsed.ok(verified.stream()
                                .map(NoteOpening.Verified::signature)
                                .toList());
                });
    }
}
