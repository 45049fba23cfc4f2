package dev.candor.protocol.abi;

import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a struct with members of variable length as {@code abi.encode} does: a head of words and offsets, then the tails
 * (Solidity ABI specification, "Formal Specification of the Encoding"). Members are added in the order of the struct. Not
 * thread-safe; used once, within one method.
 */
public final class AbiTuple {
    private static final int WORD_BYTES = AbiWords.WORD_BYTES;

    private final List<Member> members = new ArrayList<>();

    /** @param tail {@code null} when {@code head} is the member itself, else what the member's offset points to */
    private record Member(byte[] head, byte @Nullable [] tail) {}

    /** A member, or several in a row, whose words are known: a static value or struct. */
    public AbiTuple words(byte[] encoded) {
        if (encoded.length % WORD_BYTES != 0) {
            throw new IllegalArgumentException("Expected whole words, found " + encoded.length + " bytes.");
        }
        members.add(new Member(encoded.clone(), null));
        return this;
    }

    /** A {@code bytes} member. */
    public AbiTuple bytes(Bytes value) {
        int padded = (value.size() + WORD_BYTES - 1) / WORD_BYTES * WORD_BYTES;
        byte[] tail = Arrays.copyOf(word(value.size()), WORD_BYTES + padded);
        value.copyTo(tail, WORD_BYTES);
        return tail(tail);
    }

    /** A {@code bytes32[]} member. */
    public AbiTuple hashes(List<Hash32> values) {
        byte[] tail = Arrays.copyOf(word(values.size()), (1 + values.size()) * WORD_BYTES);
        for (int i = 0; i < values.size(); i++) {
            values.get(i).copyTo(tail, (1 + i) * WORD_BYTES);
        }
        return tail(tail);
    }

    /** A member that is a struct with members of variable length. */
    public AbiTuple tuple(AbiTuple value) {
        return tail(value.encodeMembers());
    }

    /** {@code abi.encode(struct)}: the offset of the struct, then its members. */
    public Bytes encode() {
        return new AbiTuple().tuple(this).encodeParameters();
    }

    /** {@code abi.encode(a, b, …)} of the members as separate values. */
    public Bytes encodeParameters() {
        return Bytes.wrap(encodeMembers());
    }

    private AbiTuple tail(byte[] tail) {
        members.add(new Member(new byte[WORD_BYTES], tail));
        return this;
    }

    private byte[] encodeMembers() {
        int headBytes =
                members.stream().mapToInt(member -> member.head().length).sum();
        int tailBytes = members.stream()
                .mapToInt(member -> member.tail() == null ? 0 : member.tail().length)
                .sum();
        byte[] encoded = new byte[Math.addExact(headBytes, tailBytes)];
        int head = 0;
        int next = headBytes;
        for (Member member : members) {
            byte[] tail = member.tail();
            byte[] inHead = tail == null ? member.head() : word(next);
            System.arraycopy(inHead, 0, encoded, head, inHead.length);
            head += inHead.length;
            if (tail != null) {
                System.arraycopy(tail, 0, encoded, next, tail.length);
                next += tail.length;
            }
        }
        return encoded;
    }

    private static byte[] word(int value) {
        return new AbiWords(1).uint32(value).finish();
    }
}
