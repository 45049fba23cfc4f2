package dev.candor.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key as text, {@code <key name>+<hex key id>+<base64(type ‖ key)>} (signed-note, "Verifier keys"). The key id
 * is {@code SHA-256(name ‖ 0x0A ‖ type ‖ key)[:4]} for every type made here.
 */
public final class VerifierKey {
    /** Signature type of plain Ed25519 note signatures. */
    public static final byte ED25519 = 0x01;

    /** Signature type of timestamped Ed25519 checkpoint cosignatures (tlog-cosignature). */
    public static final byte COSIGNATURE_V1 = 0x04;

    /** Signature type of timestamped ML-DSA-44 cosignatures (tlog-cosignature). */
    public static final byte COSIGNATURE_ML_DSA_44 = 0x06;

    /** Signature types without an assigned byte; the key begins with a longer identifier. */
    public static final byte PRIVATE_TYPE = (byte) 0xff;

    /** Characters of a key as text; an ML-DSA-44 key has about 1,800. */
    static final int MAX_CHARS = 8192;

    private final String name;
    private final int keyId;
    private final byte type;
    private final byte[] key;

    private VerifierKey(String name, int keyId, byte type, byte[] key) {
        if (!NoteText.isKeyName(name) || key.length == 0) {
            throw new IllegalArgumentException("Expected a key name without spaces or plus and a key, found \"" + name
                    + "\" and " + key.length + " bytes.");
        }
        this.name = name;
        this.keyId = keyId;
        this.type = type;
        this.key = key;
    }

    /** A key with the recommended key id. */
    public static VerifierKey of(String name, byte type, byte[] key) {
        return new VerifierKey(name, recommendedId(name, type, key), type, key.clone());
    }

    /** Refuses a key id other than the recommended one for the types whose id the specifications fix. */
    public static Parsed<VerifierKey> parse(String text) {
        String[] parts = text.length() > MAX_CHARS ? new String[0] : text.split("\\+", 3);
        if (parts.length != 3 || !NoteText.isKeyName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) {
            return Parsed.malformed(
                    "Expected a key <name>+<8 hex digits>+<base64>, found \"" + Excerpt.of(text) + "\".");
        }
        int keyId = HexFormat.fromHexDigits(parts[1]);
        return Base64Text.decode(parts[2]).then(bytes -> {
            if (bytes.length < 2) {
                return Parsed.malformed("Expected a type and a key, found " + bytes.length + " bytes.");
            }
            byte[] key = Arrays.copyOfRange(bytes, 1, bytes.length);
            int recommended = recommendedId(parts[0], bytes[0], key);
            if (hasFixedId(bytes[0]) && keyId != recommended) {
                return Parsed.malformed(
                        "Expected key id " + hex(recommended) + " for this name and key, found " + parts[1] + ".");
            }
            return Parsed.ok(new VerifierKey(parts[0], keyId, bytes[0], key));
        });
    }

    private static boolean hasFixedId(byte type) {
        return type == ED25519 || type == COSIGNATURE_V1 || type == COSIGNATURE_ML_DSA_44;
    }

    private static int recommendedId(String name, byte type, byte[] key) {
        MessageDigest digest = TreeHash.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(type);
        return ByteBuffer.wrap(digest.digest(key)).getInt();
    }

    static String hex(int keyId) {
        return HexFormat.of().toHexDigits(keyId);
    }

    public String name() {
        return name;
    }

    /** The four bytes of the id, big-endian. */
    public int keyId() {
        return keyId;
    }

    public byte type() {
        return type;
    }

    /** The public key without the type: 32 bytes for Ed25519. */
    public byte[] key() {
        return key.clone();
    }

    /** The text that {@link #parse} reads. */
    public String print() {
        byte[] bytes = ByteBuffer.allocate(1 + key.length).put(type).put(key).array();
        return name + "+" + hex(keyId) + "+" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && keyId == that.keyId
                && type == that.type
                && name.equals(that.name)
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + keyId;
    }

    @Override
    public String toString() {
        return print();
    }
}
