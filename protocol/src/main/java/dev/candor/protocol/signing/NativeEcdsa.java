package dev.candor.protocol.signing;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * libsecp256k1 through the JNI library of fr.acinq.secp256k1. Its signing call gives no recovery id, so signing goes
 * through {@link RecoverableSigning} when that is there, else the id is found by recovering.
 */
final class NativeEcdsa implements EcdsaEngine {
    private final fr.acinq.secp256k1.Secp256k1 library;
    private final @Nullable RecoverableSigning recoverable;

    private NativeEcdsa(fr.acinq.secp256k1.Secp256k1 library, @Nullable RecoverableSigning recoverable) {
        this.library = library;
        this.recoverable = recoverable;
    }

    /** Throws a {@link LinkageError} or a {@link RuntimeException} when the library does not load here. */
    static NativeEcdsa load() {
        fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();
        return new NativeEcdsa(library, RecoverableSigning.find());
    }

    /** Signing without {@link RecoverableSigning}, for the test that both ways agree. */
    NativeEcdsa withoutRecoverableSigning() {
        return new NativeEcdsa(library, null);
    }

    @Override
    public String name() {
        return recoverable == null ? "libsecp256k1 (recovery id by recovering)" : "libsecp256k1";
    }

    @Override
    public byte[] sign(byte[] digest, byte[] privateKey) {
        if (recoverable != null) {
            return recoverable.sign(digest, privateKey);
        }
        byte[] rs = library.sign(digest, privateKey);
        byte[] publicKey = publicKey(privateKey);
        byte[] out = Arrays.copyOf(rs, Signature65.SIZE);
        out[Signature65.RS_BYTES] = (byte) (Arrays.equals(recover(digest, rs, 0), publicKey) ? 0 : 1);
        return out;
    }

    @Override
    public byte @Nullable [] recover(byte[] digest, byte[] rs, int yParity) {
        try {
            return library.ecdsaRecover(rs, digest, yParity);
        } catch (Secp256k1Exception e) {
            return null;
        }
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        return library.pubkeyCreate(privateKey);
    }
}
