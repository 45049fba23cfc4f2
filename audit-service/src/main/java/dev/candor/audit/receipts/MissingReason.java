package dev.candor.audit.receipts;

/** Why a part is not in a receipt (spec/receipts.md section 2). */
enum MissingReason {
    NOT_YET,
    NOT_PROMISED,
    NOT_AN_ARRIVAL,
    DUPLICATE,
    DOES_NOT_REBUILD,
    NOT_VOIDED,
    VOIDED,
    NO_CHECKPOINT,
    NOT_LOGGED
}
