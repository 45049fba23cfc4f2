package dev.candor.keys;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Bytes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Secrets that everybody can derive: those of the devnet's log and witnesses. Worthless anywhere else. */
public final class DevelopmentSeeds {
    /** Length of every Ed25519 seed. */
    static final int SEED_BYTES = 32;

    /** Witnesses that have a seed, from 0. */
    public static final int WITNESSES = 32;

    private static final Set<Bytes> ALL = Stream.concat(
                    Stream.of(log()),
                    IntStream.range(0, WITNESSES)
                            .boxed()
                            .flatMap(index -> Stream.of(witness(index), attestation(index))))
            .collect(Collectors.toUnmodifiableSet());

    private DevelopmentSeeds() {}

    /** {@code keccak256(utf8('candor devnet log'))}. */
    public static Bytes log() {
        return seed("candor devnet log");
    }

    /**
     * {@code keccak256(utf8('candor devnet witness ' + index))}.
     *
     * @param index from 0, below {@link #WITNESSES}
     */
    public static Bytes witness(int index) {
        return seed("candor devnet witness " + checked(index));
    }

    /**
     * The secp256k1 key with which a witness of the devnet attests: {@code keccak256(utf8('candor devnet attestation ' + index))}.
     *
     * @param index from 0, below {@link #WITNESSES}
     */
    public static Bytes attestation(int index) {
        return seed("candor devnet attestation " + checked(index));
    }

    private static int checked(int index) {
        if (index < 0 || index >= WITNESSES) {
            throw new IllegalArgumentException("Expected a witness from 0 to " + (WITNESSES - 1) + ", found " + index);
        }
        return index;
    }

    /** Also of the form that a person in a hurry writes: one byte over and over. */
    static boolean isWellKnown(Bytes seed) {
        byte[] bytes = seed.toArray();
        boolean isOneByteRepeated =
                bytes.length > 0 && IntStream.range(1, bytes.length).allMatch(i -> bytes[i] == bytes[0]);
        return isOneByteRepeated || isDerived(seed);
    }

    /** One of those above. */
    static boolean isDerived(Bytes secret) {
        return ALL.contains(secret);
    }

    private static Bytes seed(String name) {
        return Bytes.copyOf(Keccak256.hashUtf8(name).toArray());
    }
}
