package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.RefusalReason;
import java.math.BigInteger;
import java.util.Map;

/**
 * A decision against a transaction, not signed yet.
 *
 * @param explanation what was expected, what was found and what to do, for the sender
 * @param detail unsigned help: strings and numbers (spec/errors.md section 1)
 */
record Refusal(RefusalReason reason, String explanation, Map<String, Object> detail) {
    static final int RETRY_AFTER_SECONDS = 1;

    static Refusal of(RefusalReason reason, String explanation) {
        return new Refusal(reason, explanation, Map.of());
    }

    static Refusal busy(String explanation) {
        return comeBack(RefusalReason.BUSY, explanation);
    }

    /** Of a reason that passes by itself. */
    static Refusal comeBack(RefusalReason reason, String explanation) {
        return new Refusal(reason, explanation, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }

    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String quantity(BigInteger value) {
        return "0x" + value.toString(16);
    }
}
