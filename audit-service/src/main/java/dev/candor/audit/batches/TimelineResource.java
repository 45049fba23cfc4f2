package dev.candor.audit.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.entries.BatchKey;
import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Seq;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/senders/{address}/timeline}: what became of a sender's arrivals, as the log tells it. */
@RestController
@RequestMapping(path = "/v1/senders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "senders")
class TimelineResource {
    static final int MAX_PAGE = 50;
    private static final int DEFAULT_PAGE = 20;
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

    private final EntryLookups lookups;
    private final Batches batches;
    private final Checkpoints checkpoints;

    TimelineResource(EntryLookups lookups, Batches batches, Checkpoints checkpoints) {
        this.lookups = lookups;
        this.batches = batches;
        this.checkpoints = checkpoints;
    }

    /**
     * @param state as in spec/receipts.md section 3
     * @param entries places in the log of what it rests on: the arrival first, then what was said later, ascending
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Step(
            String seq,
            String txHash,
            String nonce,
            String receivedAtMillis,
            String state,
            Optional<String> duplicateOf,
            Optional<BatchPlace> batch,
            List<String> entries) {}

    /** @param outcome SUCCEEDED, REVERTED or SKIPPED, once it is executed */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record BatchPlace(
            String generation,
            String number,
            Optional<Integer> position,
            Optional<String> outcome,
            Optional<String> gasUsed) {}

    /** @param next the seq to ask from to go on; none on the last page */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Timeline(String sender, List<Step> steps, Optional<String> next) {}

    @GetMapping("/{address}/timeline")
    @Operation(
            summary = "What became of a sender's transactions",
            description =
                    "By seq, ascending. Refusals name no sender: they are under /v1/events?type=AdmissionRefused.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Timeline> timeline(
            @Parameter(description = "0x and 40 hex digits") @PathVariable String address,
            @Parameter(description = "The seq to begin at; 0 without it") @RequestParam Optional<String> from,
            @Parameter(description = "1 to 50, 20 without it") @RequestParam Optional<String> limit) {
        Address sender = sender(address);
        Seq first = new Seq(from.map(text -> number("from", text)).orElse(0L));
        long count = limit.map(text -> number("limit", text)).orElse((long) DEFAULT_PAGE);
        if (count < 1 || count > MAX_PAGE) {
            throw ProblemException.invalid("limit", "expected a decimal number from 1 to " + MAX_PAGE);
        }
        long published = checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L);
        List<LoggedEntry> arrivals = lookups.arrivalsOf(sender, first, (int) count).stream()
                .filter(entry -> entry.index() < published)
                .toList();
        Optional<String> next = arrivals.size() == count
                ? Optional.of(Long.toString(arrivals.getLast().entry().offset() + 1))
                : Optional.empty();
        List<Step> steps =
                arrivals.stream().map(entry -> step(entry, published)).toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(new Timeline(Eip55.format(sender), steps, next));
    }

    private Step step(LoggedEntry entry, long published) {
        LoggedEvent.Arrival arrival = (LoggedEvent.Arrival) entry.event();
        EthTransaction transaction = arrival.transaction().orElseThrow();
        Life life = new Life(lookups, batches, published, entry.index(), arrival.seq());
        return new Step(
                arrival.seq().toString(),
                transaction.hash().toHex(),
                Long.toUnsignedString(transaction.nonce()),
                Long.toString(arrival.record().orElseThrow().receivedAtMillis()),
                life.state(),
                life.duplicateOf().map(Seq::toString),
                life.batch().map(key -> place(key, life)),
                life.entries().stream().map(index -> Long.toString(index)).toList());
    }

    private static BatchPlace place(BatchKey key, Life life) {
        Optional<OutcomeLeaf> outcome = life.outcome();
        return new BatchPlace(
                key.generation().toString(),
                key.number().toString(),
                life.position(),
                outcome.map(leaf -> leaf.outcome().name()),
                outcome.map(leaf -> Long.toUnsignedString(leaf.gasUsed())));
    }

    private static Address sender(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw ProblemException.invalid("address", "expected 0x and 40 hex digits");
        }
        try {
            return Eip55.parse(text);
        } catch (IllegalArgumentException mistyped) {
            throw ProblemException.invalid("address", String.valueOf(mistyped.getMessage()));
        }
    }

    private static long number(String name, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw ProblemException.invalid(name, "expected a decimal number below 10^18");
        }
        return Long.parseLong(text);
    }
}
