package dev.candor.execution;

import java.util.Locale;

/**
 * Why a transaction is not in its batch's block; shown to people, in no signed object.
 *
 * @param detail numbers, or empty
 */
public record Skip(Reason reason, String detail) {

    public enum Reason {
        UNDECODABLE,
        WRONG_CHAIN,
        OTHER_GAS_THAN_PAID,
        INVALID_FOR_EVER,
        FEE_BELOW_BASE_FEE,
        NONCE_TOO_LOW,
        NONCE_TOO_HIGH,
        INSUFFICIENT_FUNDS,
        SENDER_IS_A_CONTRACT,
        NOT_ENOUGH_GAS_LEFT,
        REFUSED_BY_CLIENT;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** As users see it. */
    public String words() {
        return detail.isEmpty() ? reason.words() : reason.words() + ": " + detail;
    }
}
