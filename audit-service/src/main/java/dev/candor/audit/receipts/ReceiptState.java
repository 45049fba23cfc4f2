package dev.candor.audit.receipts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How far a transaction has come, in ascending order (spec/receipts.md section 3). */
enum ReceiptState {
    QUEUED,
    ARRIVED,
    PROMISED,
    ORDERED,
    EXECUTED,
    POSTED,
    FINAL;

    static ReceiptState of(List<Receipt.ArrivalPart> arrivals, List<Receipt.ForcedPart> forced) {
        List<Receipt.Life> lives = new ArrayList<>();
        arrivals.forEach(arrival -> lives.addAll(arrival.lives()));
        forced.forEach(entry -> lives.addAll(entry.lives()));
        return lives.stream()
                .filter(life -> !life.isVoided() && life.order().isPresent())
                .map(ReceiptState::of)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> waiting(arrivals));
    }

    private static ReceiptState waiting(List<Receipt.ArrivalPart> arrivals) {
        if (arrivals.stream().anyMatch(arrival -> arrival.promise().isPresent())) {
            return PROMISED;
        }
        return arrivals.isEmpty() ? QUEUED : ARRIVED;
    }

    private static ReceiptState of(Receipt.Life life) {
        if (life.finality().isPresent()) {
            return FINAL;
        }
        if (life.post().isPresent()) {
            return POSTED;
        }
        return life.statement().isPresent() ? EXECUTED : ORDERED;
    }
}
