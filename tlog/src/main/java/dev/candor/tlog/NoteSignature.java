package dev.candor.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * One line below a note: {@code — <key name> base64(uint32 key id ‖ signature)} (signed-note, "Signatures"). Says nothing
 * about validity.
 */
public final class NoteSignature {
    /** Em dash and space. */
    private static final String START = "\u2014 ";

    private final String keyName;
    private final int keyId;
    private final byte[] signature;

    private NoteSignature(String keyName, int keyId, byte[] signature) {
        if (!NoteText.isKeyName(keyName) || signature.length == 0) {
            throw new IllegalArgumentException("Expected a key name without spaces or plus and a signature, found \""
                    + keyName + "\" and " + signature.length + " bytes.");
        }
        this.keyName = keyName;
        this.keyId = keyId;
        this.signature = signature;
    }

    /**
     * @param keyId the four bytes of the id, big-endian
     * @param signature what the algorithm made, without the key id
     */
    public static NoteSignature of(String keyName, int keyId, byte[] signature) {
        return new NoteSignature(keyName, keyId, signature.clone());
    }

    /** Reads lines that each end in newline, at least one and at most {@link SignedNote#MAX_SIGNATURES}. */
    public static Parsed<List<NoteSignature>> parseLines(String lines) {
        if (!lines.endsWith("\n")) {
            return Parsed.malformed("Expected signature lines that end in a newline, found another end.");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        int begin = 0;
        while (begin < lines.length()) {
            if (signatures.size() == SignedNote.MAX_SIGNATURES) {
                return Parsed.malformed("Expected at most " + SignedNote.MAX_SIGNATURES + " signatures, found more.");
            }
            int end = lines.indexOf('\n', begin);
            switch (parse(lines.substring(begin, end))) {
                case Parsed.Malformed<NoteSignature> malformed -> {
                    return malformed.cast();
                }
                case Parsed.Ok<NoteSignature>(NoteSignature signature) -> signatures.add(signature);
            }
            begin = end + 1;
        }
        return Parsed.ok(List.copyOf(signatures));
    }

    private static Parsed<NoteSignature> parse(String line) {
        int space = line.indexOf(' ', START.length());
        if (!line.startsWith(START) || space < 0 || !NoteText.isKeyName(line.substring(START.length(), space))) {
            return Parsed.malformed(
                    "Expected a signature line \"\u2014 <key name> <base64>\", found \"" + Excerpt.of(line) + "\".");
        }
        String name = line.substring(START.length(), space);
        return Base64Text.decode(line.substring(space + 1)).then(bytes -> {
            if (bytes.length <= Integer.BYTES) {
                return Parsed.malformed("Expected a key id and a signature of key \"" + Excerpt.of(name) + "\", found "
                        + bytes.length + " bytes.");
            }
            byte[] signature = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
            return Parsed.ok(new NoteSignature(name, ByteBuffer.wrap(bytes).getInt(), signature));
        });
    }

    public String keyName() {
        return keyName;
    }

    /** The four bytes of the id, big-endian. */
    public int keyId() {
        return keyId;
    }

    /** What the algorithm made, without the key id. */
    public byte[] signature() {
        return signature.clone();
    }

    boolean isBy(NoteVerifier key) {
        return keyId == key.keyId() && keyName.equals(key.keyName());
    }

    /** The line with its newline. */
    public String toLine() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return START + keyName + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && keyId == that.keyId
                && keyName.equals(that.keyName)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * keyName.hashCode() + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return toLine().strip();
    }
}
