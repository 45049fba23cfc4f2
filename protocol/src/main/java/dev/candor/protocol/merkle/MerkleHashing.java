package dev.candor.protocol.merkle;

import dev.candor.protocol.hash.HashFunction;
import dev.candor.protocol.types.Hash32;

/** The domain-separated hashes of leaves and nodes (RFC 6962 section 2.1). */
final class MerkleHashing {
    private static final byte[] LEAF_PREFIX = {0x00};
    private static final byte[] NODE_PREFIX = {0x01};

    private MerkleHashing() {}

    static Hash32 empty(HashFunction hash) {
        return Hash32.wrap(hash.digest());
    }

    static Hash32 leaf(HashFunction hash, byte[] leaf) {
        return Hash32.wrap(hash.digest(LEAF_PREFIX, leaf));
    }

    static Hash32 node(HashFunction hash, Hash32 left, Hash32 right) {
        return Hash32.wrap(hash.digest(NODE_PREFIX, left.readOnlyArray(), right.readOnlyArray()));
    }
}
