package dev.candor.protocol.hash;

/** The two hash functions of the protocol; thread-safe. */
public enum HashFunction {
    /** For the trees that L1 checks. */
    KECCAK_256 {
        @Override
        public byte[] digest(byte[]... parts) {
            return Keccak256.digest(parts);
        }
    },
    /** For the transparency log. */
    SHA_256 {
        @Override
        public byte[] digest(byte[]... parts) {
            return Sha256.digest(parts);
        }
    };

    /** The 32-byte digest of the parts, one after the other. */
    public abstract byte[] digest(byte[]... parts);
}
