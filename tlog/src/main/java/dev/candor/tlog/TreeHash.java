package dev.candor.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash of the tree: leaf {@code H(0x00 ‖ entry)}, node {@code H(0x01 ‖ left ‖ right)} (RFC 6962 section 2.1). */
public final class TreeHash {
    /** Length in bytes. */
    public static final int SIZE = 32;

    /** The root of the tree without leaves: {@code H("")}. */
    public static final TreeHash EMPTY_TREE = new TreeHash(sha256().digest());

    private static final byte LEAF_PREFIX = 0x00;
    private static final byte NODE_PREFIX = 0x01;

    private final byte[] value;

    private TreeHash(byte[] value) {
        if (value.length != SIZE) {
            throw new IllegalArgumentException("Expected a hash of " + SIZE + " bytes, found " + value.length + ".");
        }
        this.value = value;
    }

    public static TreeHash copyOf(byte[] value) {
        return new TreeHash(value.clone());
    }

    /** Copies {@link #SIZE} bytes beginning at {@code offset}. */
    public static TreeHash copyOf(byte[] source, int offset) {
        return new TreeHash(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    public static TreeHash ofLeaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF_PREFIX);
        return new TreeHash(digest.digest(entry));
    }

    public static TreeHash ofNode(TreeHash left, TreeHash right) {
        MessageDigest digest = sha256();
        digest.update(NODE_PREFIX);
        digest.update(left.value);
        return new TreeHash(digest.digest(right.value));
    }

    /** One line of base64 as proofs and checkpoints carry it: padded, canonical, 44 characters. */
    static Parsed<TreeHash> parse(String base64) {
        return switch (Base64Text.decode(base64)) {
            case Parsed.Malformed<byte[]> malformed -> malformed.cast();
            case Parsed.Ok<byte[]>(byte[] bytes)
            when bytes.length != SIZE ->
                Parsed.malformed("Expected a hash of " + SIZE + " bytes, found " + bytes.length + ".");
            case Parsed.Ok<byte[]>(byte[] bytes) -> Parsed.ok(new TreeHash(bytes));
        };
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, SIZE);
    }

    public byte[] toArray() {
        return value.clone();
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(value);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK, found none.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return toBase64();
    }
}
