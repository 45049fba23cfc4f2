package dev.candor.sequencer.intake;

import dev.candor.protocol.eip712.AdmissionRefusal;
import dev.candor.protocol.eip712.RefusalReason;
import dev.candor.protocol.signing.Signature65;
import java.util.Map;

/**
 * A refusal as it leaves the process.
 *
 * @param message begins with the words that wallets know for the reason (spec/errors.md section 2)
 * @param detail unsigned help: strings and numbers
 */
public record SignedRefusal(
        AdmissionRefusal refusal, Signature65 signature, String message, Map<String, Object> detail) {

    public RefusalReason reason() {
        return RefusalReason.ofCode(refusal.reason());
    }

    public RefusalForm form() {
        return RefusalForm.of(reason());
    }
}
