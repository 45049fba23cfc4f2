package dev.candor.audit.entries;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogReader;
import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TlogProof;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/entries/{index}}: one entry, what it says, and the proof that it is in the log. */
@RestController
@RequestMapping("/v1/entries")
@Tag(name = "entries", description = "The log's entries with their proofs.")
class EntryResource {
    private static final String INDEX = "Place in the log, from 0";

    private final EntryReader reader;
    private final LogReader log;
    private final Checkpoints checkpoints;

    EntryResource(EntryReader reader, LogReader log, Checkpoints checkpoints) {
        this.reader = reader;
        this.log = log;
        this.checkpoints = checkpoints;
    }

    @GetMapping(path = "/{index}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "An entry with its proof",
            description =
                    "The leaf's bytes, what they say, and the inclusion proof under the newest published checkpoint, which only grows. As"
                            + " text/plain the proof alone in the form c2sp.org/tlog-proof@v1. The problem not-yet while no published checkpoint"
                            + " covers the entry.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<EntryAnswers.EntryAnswer> entry(@Parameter(description = INDEX) @PathVariable String index) {
        long place = EntryRequests.number("index", index);
        PublishedCheckpoint checkpoint = covering(place);
        return ResponseEntity.ok()
                .cacheControl(EntryRequests.ASK_AGAIN)
                .eTag(place + "/" + checkpoint.size())
                .body(EntryAnswers.of(read(place), checkpoint, log.inclusion(place, checkpoint.size())));
    }

    @GetMapping(path = "/{index}", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(hidden = true)
    ResponseEntity<byte[]> proof(@PathVariable String index) {
        long place = EntryRequests.number("index", index);
        PublishedCheckpoint checkpoint = covering(place);
        Parsed<SignedNote> note = SignedNote.parse(checkpoint.note().readOnlyArray());
        TlogProof proof =
                TlogProof.of(Optional.empty(), place, log.inclusion(place, checkpoint.size()), note.orThrow());
        return ResponseEntity.ok().cacheControl(EntryRequests.ASK_AGAIN).body(proof.encode());
    }

    @GetMapping(path = "/{index}/event", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "The event's bytes",
            description =
                    "As the topic has them (spec/log.md section 2), also where the entry holds only their hash: 0xff and their SHA-256.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<byte[]> event(@Parameter(description = INDEX) @PathVariable String index) {
        long place = EntryRequests.number("index", index);
        covering(place);
        return ResponseEntity.ok()
                .cacheControl(EntryRequests.FOR_EVER)
                .body(reader.eventOf(read(place).entry()).toArray());
    }

    private LoggedEntry read(long place) {
        return reader.at(place).orElseThrow(() -> notFound(place));
    }

    private PublishedCheckpoint covering(long place) {
        if (place >= reader.size()) {
            throw notFound(place);
        }
        return checkpoints
                .newestAtLeast(place + 1)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_YET, "Entry %d is covered by no published checkpoint yet.".formatted(place)));
    }

    private ProblemException notFound(long place) {
        return ProblemException.of(
                ProblemKind.NOT_FOUND, "Expected an index below %d, found %d.".formatted(reader.size(), place));
    }
}
