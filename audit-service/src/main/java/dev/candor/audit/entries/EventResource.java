package dev.candor.audit.entries;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/events}: what the log says, in its order, as far as it is published and indexed. */
@RestController
@RequestMapping(path = "/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "events")
class EventResource {
    static final int MAX_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;

    private final EntryReader reader;
    private final EntryLookups lookups;
    private final Checkpoints checkpoints;

    EventResource(EntryReader reader, EntryLookups lookups, Checkpoints checkpoints) {
        this.reader = reader;
        this.lookups = lookups;
        this.checkpoints = checkpoints;
    }

    @GetMapping
    @Operation(
            summary = "Events in the order of the log",
            description =
                    "Ask again from next to go on; a page at the end of the log is short or empty. An event that is long is named without"
                            + " its content: see /v1/entries/{index}/event.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<EntryAnswers.EventPage> list(
            @Parameter(description = "Only these: BatchSealed, Arrival, Coverage, Undecodable, …, or a ce_type")
                    @RequestParam
                    Optional<String> type,
            @Parameter(description = "Index in the log to begin at; 0 without it") @RequestParam Optional<String> since,
            @Parameter(description = "1 to 100, 20 without it") @RequestParam Optional<String> limit) {
        long from = since.map(text -> EntryRequests.number("since", text)).orElse(0L);
        int count = EntryRequests.limit(limit, MAX_PAGE, DEFAULT_PAGE);
        Optional<String> wanted = type.map(EntryRequests::type);
        long end = Math.min(
                lookups.indexedSize(),
                checkpoints.newest().map(PublishedCheckpoint::size).orElse(0L));
        List<LoggedEntry> found = from >= end ? List.of() : read(wanted, from, count);
        List<LoggedEntry> told =
                found.stream().filter(entry -> entry.index() < end).toList();
        boolean moreMayFollow = told.size() == count || (wanted.isEmpty() && !told.isEmpty());
        long next = moreMayFollow ? told.getLast().index() + 1 : Math.max(from, end);
        return ResponseEntity.ok()
                .cacheControl(EntryRequests.ASK_AGAIN)
                .body(new EntryAnswers.EventPage(
                        told.stream().map(EntryAnswers::of).toList(), Long.toString(next)));
    }

    private List<LoggedEntry> read(Optional<String> type, long from, int count) {
        if (type.isEmpty()) {
            return reader.page(from, count);
        }
        EntryKind kind = EntryKind.ofLabel(type.get()).orElseGet(() -> EntryKind.ofEventType(type.get()));
        return kind == EntryKind.OTHER && EntryKind.ofLabel(type.get()).isEmpty()
                ? lookups.ofType(type.get(), from, count)
                : lookups.ofKind(kind, from, count);
    }
}
