package dev.candor.protocol.hash;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (the padding of before FIPS 202); thread-safe. */
public final class Keccak256 {
    private static final int DIGEST_BITS = 256;

    private Keccak256() {}

    /** The 32-byte digest of the parts, one after the other. */
    public static byte[] digest(byte[]... parts) {
        KeccakDigest keccak = new KeccakDigest(DIGEST_BITS);
        for (byte[] part : parts) {
            keccak.update(part, 0, part.length);
        }
        byte[] out = new byte[Hash32.SIZE];
        keccak.doFinal(out, 0);
        return out;
    }

    /** The digest of {@code length} bytes beginning at {@code offset}. */
    public static Hash32 hash(byte[] source, int offset, int length) {
        KeccakDigest keccak = new KeccakDigest(DIGEST_BITS);
        keccak.update(source, offset, length);
        byte[] out = new byte[Hash32.SIZE];
        keccak.doFinal(out, 0);
        return Hash32.wrap(out);
    }

    public static Hash32 hash(byte[]... parts) {
        return Hash32.wrap(digest(parts));
    }

    public static Hash32 hash(Bytes bytes) {
        return hash(bytes.readOnlyArray());
    }

    /** The digest of the text's UTF-8 bytes. */
    public static Hash32 hashUtf8(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
