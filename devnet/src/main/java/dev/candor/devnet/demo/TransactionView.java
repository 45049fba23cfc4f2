package dev.candor.devnet.demo;

import tools.jackson.databind.JsonNode;

/** What {@code GET /v1/transactions/{hash}} says, read as far as the demo shows it; empty text where there is nothing yet. */
record TransactionView(String state, String batch, String position, String outcome, String skipReason, String l1Block) {

    static TransactionView of(JsonNode json) {
        JsonNode batch = json.path("batch");
        return new TransactionView(
                json.path("state").asString(""),
                batch.path("number").asString(""),
                batch.path("position").asString(""),
                json.path("outcome").path("outcome").asString(""),
                json.path("outcome").path("reason").asString(""),
                json.path("settlement").path("l1BlockNumber").asString(""));
    }

    boolean isFinal() {
        return state.equals("FINAL");
    }
}
