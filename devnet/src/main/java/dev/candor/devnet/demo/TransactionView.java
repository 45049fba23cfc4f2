package dev.candor.devnet.demo;

import tools.jackson.databind.JsonNode;

/**
 * What {@code GET /v1/transactions/{hash}} says, read as far as the demo shows it.
 *
 * @param batch number of the batch; empty text until there is one
 * @param position -1 until there is one
 * @param outcome empty text until there is one
 * @param reason why it was skipped, else empty text
 * @param proofs inclusion proofs by name
 */
record TransactionView(
        String state, String batch, int position, String outcome, long gasUsed, String reason, JsonNode proofs) {

    static TransactionView of(JsonNode json) {
        JsonNode batch = json.path("batch");
        JsonNode outcome = json.path("outcome");
        return new TransactionView(
                json.path("state").asString(""),
                batch.path("number").asString(""),
                batch.path("position").asInt(-1),
                outcome.path("outcome").asString(""),
                Long.parseUnsignedLong(outcome.path("gasUsed").asString("0")),
                outcome.path("reason").asString(""),
                json.path("proofs"));
    }

    boolean isFinal() {
        return state.equals("FINAL");
    }
}
