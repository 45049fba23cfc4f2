package dev.candor.protocol.transaction;

import dev.candor.protocol.types.Bytes;

/**
 * The gas a transaction must bring before its first instruction, by the rules of Prague.
 *
 * @param intrinsic base, calldata (EIP-2028), creation and init code (EIP-3860), access list (EIP-2930), authorizations
 *     (EIP-7702)
 * @param floor the least it pays for its calldata (EIP-7623)
 */
public record IntrinsicGas(long intrinsic, long floor) {
    private static final long BASE = 21_000;
    private static final long CREATION = 32_000;
    private static final long PER_ZERO_BYTE = 4;
    private static final long PER_NONZERO_BYTE = 16;
    private static final long PER_INIT_CODE_WORD = 2;
    private static final long PER_ACCESS_LIST_ADDRESS = 2_400;
    private static final long PER_STORAGE_KEY = 1_900;
    private static final long PER_AUTHORIZATION = 25_000;
    private static final long TOKENS_PER_NONZERO_BYTE = 4;
    private static final long FLOOR_PER_TOKEN = 10;
    private static final int WORD_BYTES = 32;

    public static IntrinsicGas of(EthTransaction transaction) {
        Bytes data = transaction.data();
        long zeros = zeroBytes(data.readOnlyArray());
        long nonzeros = data.size() - zeros;
        long storageKeys = transaction.accessList().stream()
                .mapToLong(entry -> entry.storageKeys().size())
                .sum();
        long words = (data.size() + WORD_BYTES - 1L) / WORD_BYTES;
        long creation = transaction.createsContract() ? CREATION + PER_INIT_CODE_WORD * words : 0;
        long intrinsic = BASE
                + PER_ZERO_BYTE * zeros
                + PER_NONZERO_BYTE * nonzeros
                + creation
                + PER_ACCESS_LIST_ADDRESS * transaction.accessList().size()
                + PER_STORAGE_KEY * storageKeys
                + PER_AUTHORIZATION * transaction.authorizations().size();
        return new IntrinsicGas(intrinsic, BASE + FLOOR_PER_TOKEN * (zeros + TOKENS_PER_NONZERO_BYTE * nonzeros));
    }

    /** What the gas limit must reach. */
    public long required() {
        return Math.max(intrinsic, floor);
    }

    private static long zeroBytes(byte[] data) {
        long zeros = 0;
        for (byte b : data) {
            if (b == 0) {
                zeros++;
            }
        }
        return zeros;
    }
}
