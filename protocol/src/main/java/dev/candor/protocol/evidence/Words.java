package dev.candor.protocol.evidence;

import dev.candor.protocol.abi.AbiWords;
import dev.candor.protocol.eip712.SignedObject;
import java.util.Arrays;

/** Single members of evidence as ABI words. */
final class Words {
    private Words() {}

    /** {@code abi.encode} of the struct: what is hashed, without the type hash. */
    static byte[] of(SignedObject object) {
        byte[] data = object.encodeData();
        return Arrays.copyOfRange(data, AbiWords.WORD_BYTES, data.length);
    }

    static byte[] of(boolean value) {
        return new AbiWords(1).uint8(value ? 1 : 0).finish();
    }

    static byte[] uint8(int value) {
        return new AbiWords(1).uint8(value).finish();
    }

    static byte[] uint32(int value) {
        return new AbiWords(1).uint32(value).finish();
    }

    static byte[] uint64(long value) {
        return new AbiWords(1).uint64(value).finish();
    }

    static byte[] zero(int words) {
        return new byte[words * AbiWords.WORD_BYTES];
    }
}
