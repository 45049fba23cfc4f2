package dev.candor.devnet.demo;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Call data of the few functions that the demo calls (Solidity ABI, contract ABI specification). */
final class AbiCalls {

    private static final int WORD = 32;
    private static final int SELECTOR = 4;

    private AbiCalls() {}

    static Bytes transfer(Address to, BigInteger amount) {
        return call("transfer(address,uint256)", word(to), word(amount));
    }

    static Bytes balanceOf(Address account) {
        return call("balanceOf(address)", word(account));
    }

    static Bytes feeFor(long gasLimit) {
        return call("feeFor(uint64)", word(BigInteger.valueOf(gasLimit)));
    }

    /** {@code force(bytes rawTx, uint64 gasLimit)}: the bytes come after the two words of the head. */
    static Bytes force(Bytes rawTx, long gasLimit) {
        int padded = (rawTx.size() + WORD - 1) / WORD * WORD;
        byte[] tail = new byte[padded];
        rawTx.copyTo(tail, 0);
        return call(
                "force(bytes,uint64)",
                word(BigInteger.valueOf(2 * WORD)),
                word(BigInteger.valueOf(gasLimit)),
                word(BigInteger.valueOf(rawTx.size())),
                tail);
    }

    static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] word = new byte[WORD];
        int length = Math.min(bytes.length, WORD);
        System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
        return word;
    }

    private static byte[] word(Address address) {
        byte[] word = new byte[WORD];
        address.copyTo(word, WORD - Address.SIZE);
        return word;
    }

    private static Bytes call(String signature, byte[]... words) {
        int length = SELECTOR;
        for (byte[] part : words) {
            length += part.length;
        }
        ByteBuffer call = ByteBuffer.allocate(length);
        call.put(Keccak256.hashUtf8(signature).readOnlyArray(), 0, SELECTOR);
        for (byte[] part : words) {
            call.put(part);
        }
        return Bytes.wrap(call.array());
    }
}
