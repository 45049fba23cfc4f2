package dev.candor.protocol.signing;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code secp256k1_ecdsa_sign_recoverable} of the library that the JNI binding has loaded, called through the foreign
 * function interface (JEP 454): one scalar multiplication for signature and recovery id, where recovering the id
 * afterwards would cost three. Deterministic nonces (RFC 6979), low s.
 */
final class RecoverableSigning {
    private static final int CONTEXT_NONE = 1;
    private static final int RECOVERABLE_SIGNATURE_BYTES = 65;
    private static final int SEED_BYTES = 32;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final MethodHandle sign;
    private final MethodHandle serialize;
    private final MemorySegment context;

    private RecoverableSigning(MethodHandle sign, MethodHandle serialize, MemorySegment context) {
        this.sign = sign;
        this.serialize = serialize;
        this.context = context;
    }

    /** Null when the loaded library does not export the functions. */
    @SuppressWarnings("restricted") // native access is granted to the modules that carry the JNI libraries anyway
    static @Nullable RecoverableSigning find() {
        SymbolLookup symbols = SymbolLookup.loaderLookup();
        MemorySegment create = symbols.find("secp256k1_context_create").orElse(null);
        MemorySegment randomize = symbols.find("secp256k1_context_randomize").orElse(null);
        MemorySegment signing = symbols.find("secp256k1_ecdsa_sign_recoverable").orElse(null);
        MemorySegment serializing = symbols.find("secp256k1_ecdsa_recoverable_signature_serialize_compact")
                .orElse(null);
        if (create == null || randomize == null || signing == null || serializing == null) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle creator = linker.downcallHandle(create, FunctionDescriptor.of(POINTER, ValueLayout.JAVA_INT));
        MethodHandle randomizer =
                linker.downcallHandle(randomize, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER));
        return new RecoverableSigning(
                linker.downcallHandle(
                        signing,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER)),
                linker.downcallHandle(
                        serializing, FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER, POINTER, POINTER)),
                newContext(creator, randomizer));
    }

    /** 65 bytes {@code r‖s‖yParity}. */
    byte[] sign(byte[] digest, byte[] privateKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, digest);
            MemorySegment key = arena.allocateFrom(ValueLayout.JAVA_BYTE, privateKey);
            MemorySegment signature = arena.allocate(RECOVERABLE_SIGNATURE_BYTES);
            MemorySegment compact = arena.allocate(Signature65.RS_BYTES);
            MemorySegment recoveryId = arena.allocate(ValueLayout.JAVA_INT);
            int signed =
                    (int) sign.invokeExact(context, signature, message, key, MemorySegment.NULL, MemorySegment.NULL);
            key.fill((byte) 0);
            int serialized = (int) serialize.invokeExact(context, compact, recoveryId, signature);
            int yParity = recoveryId.get(ValueLayout.JAVA_INT, 0);
            if (signed != 1 || serialized != 1 || yParity > 1) {
                // The nonce point's x was >= n: chance 2^-127, and v 27/28 cannot express it.
                throw new IllegalStateException(
                        "Expected a signature with a recovery id of 0 or 1, found none: sign other bytes.");
            }
            byte[] out = new byte[Signature65.SIZE];
            MemorySegment.copy(compact, ValueLayout.JAVA_BYTE, 0, out, 0, Signature65.RS_BYTES);
            out[Signature65.RS_BYTES] = (byte) yParity;
            return out;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Expected libsecp256k1 to sign, found a failed native call.", e);
        }
    }

    /** A context for the life of the process, blinded with fresh randomness against side channels. */
    private static MemorySegment newContext(MethodHandle creator, MethodHandle randomizer) {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = (MemorySegment) creator.invokeExact(CONTEXT_NONE);
            int randomized = (int) randomizer.invokeExact(context, arena.allocateFrom(ValueLayout.JAVA_BYTE, seed));
            if (randomized != 1) {
                throw new IllegalStateException("Expected libsecp256k1 to accept a random seed, found a refusal.");
            }
            return context;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Expected libsecp256k1 to make a context, found a failed native call.", e);
        }
    }
}
