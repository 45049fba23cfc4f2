package dev.candor.audit.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ReceiptStateTest {
    private static final JsonNode SOMETHING = JsonNodeFactory.instance.objectNode();
    private static final Receipt.ProofForm PROOF = new Receipt.ProofForm("0x", 0, 1, List.of());

    /** How far a life came: 0 ordered, 1 executed, 2 posted, 3 final. */
    private static Receipt.Life life(int steps, boolean hasPosition, boolean isVoided) {
        Optional<Receipt.ProofForm> order = hasPosition ? Optional.of(PROOF) : Optional.empty();
        return new Receipt.Life(
                "0",
                "1",
                "0x",
                SOMETHING,
                SOMETHING,
                SOMETHING,
                SOMETHING,
                Optional.of(PROOF),
                Optional.of(PROOF),
                order,
                steps > 0 ? Optional.of(SOMETHING) : Optional.empty(),
                steps > 0 ? Optional.of(SOMETHING) : Optional.empty(),
                Optional.empty(),
                steps > 1 ? Optional.of(new Receipt.Post(SOMETHING, SOMETHING, SOMETHING)) : Optional.empty(),
                steps > 2 ? Optional.of(new Receipt.Finality(SOMETHING)) : Optional.empty(),
                List.of(),
                isVoided
                        ? Optional.of(new Receipt.Voiding(SOMETHING, SOMETHING, SOMETHING, SOMETHING))
                        : Optional.empty());
    }

    private static Receipt.ArrivalPart arrival(boolean isPromised, Receipt.Life... lives) {
        Optional<JsonNode> promise = isPromised ? Optional.of(SOMETHING) : Optional.empty();
        return new Receipt.ArrivalPart("0", "0x", promise, promise, List.of(lives));
    }

    @Test
    void followsTheSteps() {
        assertThat(state(arrival(false))).isEqualTo(ReceiptState.ARRIVED);
        assertThat(state(arrival(true))).isEqualTo(ReceiptState.PROMISED);
        assertThat(state(arrival(true, life(0, true, false)))).isEqualTo(ReceiptState.ORDERED);
        assertThat(state(arrival(true, life(1, true, false)))).isEqualTo(ReceiptState.EXECUTED);
        assertThat(state(arrival(true, life(2, true, false)))).isEqualTo(ReceiptState.POSTED);
        assertThat(state(arrival(true, life(3, true, false)))).isEqualTo(ReceiptState.FINAL);
    }

    @Test
    void aVoidedLifeLeavesThePromise() {
        assertThat(state(arrival(true, life(2, true, true)))).isEqualTo(ReceiptState.PROMISED);
        assertThat(state(arrival(true, life(2, true, true), life(1, true, false))))
                .isEqualTo(ReceiptState.EXECUTED);
    }

    @Test
    void aDuplicateHasNoStateOfItsOwn() {
        assertThat(state(arrival(true, life(3, false, false)))).isEqualTo(ReceiptState.PROMISED);
        assertThat(state(arrival(true, life(1, true, false)), arrival(true, life(3, false, false))))
                .isEqualTo(ReceiptState.EXECUTED);
    }

    @Test
    void whatOnlyL1KnowsIsQueued() {
        Receipt.L1Form place = new Receipt.L1Form("0x", "1", "0x", 0);

        assertThat(ReceiptState.of(List.of(), List.of(new Receipt.ForcedPart("0", "1", place, List.of()))))
                .isEqualTo(ReceiptState.QUEUED);
        assertThat(ReceiptState.of(
                        List.of(), List.of(new Receipt.ForcedPart("0", "1", place, List.of(life(1, true, false))))))
                .isEqualTo(ReceiptState.EXECUTED);
    }

    private static ReceiptState state(Receipt.ArrivalPart... arrivals) {
        return ReceiptState.of(List.of(arrivals), List.of());
    }
}
