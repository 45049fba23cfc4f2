package dev.candor.tlog;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which signature types are accepted, and how a key of each becomes a verifier. Immutable. */
public final class KeyTypes {
    /** For keys of logs: plain Ed25519. */
    public static final KeyTypes OF_LOGS = new KeyTypes(Map.of(VerifierKey.ED25519, Ed25519Note::verifier));

    /** For keys of witnesses: Ed25519 cosignatures. */
    public static final KeyTypes OF_WITNESSES =
            new KeyTypes(Map.of(VerifierKey.COSIGNATURE_V1, CosignatureV1::verifier));

    private final Map<Byte, Function<VerifierKey, Parsed<NoteVerifier>>> types;

    private KeyTypes(Map<Byte, Function<VerifierKey, Parsed<NoteVerifier>>> types) {
        this.types = Map.copyOf(types);
    }

    /** Also accepts another type; for {@link VerifierKey#PRIVATE_TYPE} the function looks at the longer identifier. */
    public KeyTypes and(byte type, Function<VerifierKey, Parsed<NoteVerifier>> verifier) {
        Map<Byte, Function<VerifierKey, Parsed<NoteVerifier>>> more = new HashMap<>(types);
        more.put(type, verifier);
        return new KeyTypes(more);
    }

    public Parsed<NoteVerifier> verifier(VerifierKey key) {
        Function<VerifierKey, Parsed<NoteVerifier>> verifier = types.get(key.type());
        return verifier != null
                ? verifier.apply(key)
                : Parsed.malformed("Expected a signature type that is accepted here, found 0x%02x of key \"%s\"."
                        .formatted(Byte.toUnsignedInt(key.type()), Excerpt.of(key.name())));
    }
}
