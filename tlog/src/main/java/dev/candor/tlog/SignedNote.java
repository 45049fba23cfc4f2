package dev.candor.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with signature lines (signed-note). Parsing trusts nobody: the text must be ignored until {@link #open} names
 * the keys that signed it.
 *
 * @param text with its last newline, without the blank line
 * @param signatures 1 to {@link #MAX_SIGNATURES}, in the order of their lines
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** Bytes of a whole note; a hundred post-quantum signatures fit. */
    public static final int MAX_BYTES = 1 << 20;

    /** The specification asks for at least 16. */
    public static final int MAX_SIGNATURES = 100;

    public SignedNote {
        if (NoteText.checkText(text) instanceof Check.Failed(String why)) {
            throw new IllegalArgumentException(why);
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MAX_SIGNATURES + " signatures, found " + signatures.size() + ".");
        }
        signatures = List.copyOf(signatures);
    }

    /** A new note with a signature of each signer, in their order. */
    public static SignedNote sign(String text, List<NoteSigner> signers) {
        return new SignedNote(
                text, signers.stream().map(signer -> signer.sign(text)).toList());
    }

    public static Parsed<SignedNote> parse(byte[] note) {
        return NoteText.decode(note, MAX_BYTES).then(SignedNote::parse);
    }

    /** As {@link #parse(byte[])}, for text that was decoded already. */
    static Parsed<SignedNote> parse(String note) {
        int blankLine = note.lastIndexOf("\n\n");
        if (blankLine < 0) {
            return Parsed.malformed("Expected a text, a blank line and signatures, found no blank line.");
        }
        String signatures = note.substring(blankLine + 2);
        return NoteSignature.parseLines(signatures)
                .map(lines -> new SignedNote(note.substring(0, blankLine + 1), lines));
    }

    /** Exactly the bytes that {@link #parse(byte[])} reads as this note. */
    public byte[] encode() {
        return print().getBytes(StandardCharsets.UTF_8);
    }

    String print() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.toLine()));
        return note.toString();
    }

    /** This note with more lines below; lines that it has already are left out. */
    public SignedNote with(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /**
     * Verifies every line whose key name and id are of a trusted key and ignores all others. One false line of a trusted
     * key refuses the whole note.
     */
    public NoteOpening open(Collection<? extends NoteVerifier> trusted) {
        List<NoteOpening.Verified> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            Optional<? extends NoteVerifier> key =
                    trusted.stream().filter(signature::isBy).findFirst();
            if (key.isEmpty()) {
                continue;
            }
            if (!key.get().verifies(text, signature.signature())) {
                return new NoteOpening.Refused("Expected a valid signature of the trusted key " + name(signature)
                        + ", found one that does not verify: do not use this note.");
            }
            verified.add(new NoteOpening.Verified(key.get(), signature));
        }
        return verified.isEmpty()
                ? new NoteOpening.Refused(
                        "Expected a signature of a trusted key, found none among " + signatures.size() + ".")
                : new NoteOpening.Opened(verified);
    }

    private static String name(NoteSignature signature) {
        return signature.keyName() + "+" + VerifierKey.hex(signature.keyId());
    }
}
