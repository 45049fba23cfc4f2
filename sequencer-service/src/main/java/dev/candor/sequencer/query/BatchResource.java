package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.data.BatchData;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.batches.BatchStatus;
import dev.candor.sequencer.batches.BatchStore;
import dev.candor.sequencer.batches.StoredBatch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** {@code GET /v1/batches} and what belongs to one batch. */
@RestController
@RequestMapping("/v1/batches")
@Tag(name = "batches", description = "Batches from their cut to finality, and everything that was signed of them.")
class BatchResource {
    private static final int DEFAULT_PAGE = 20;
    private static final String NUMBER = "Number of the batch, which is that of its L2 block; from 1";

    private final BatchStore batches;
    private final BatchBytes bytes;
    private final PostsOfBatches posts;

    BatchResource(BatchStore batches, BatchBytes bytes, PostsOfBatches posts) {
        this.batches = batches;
        this.bytes = bytes;
        this.posts = posts;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Batches, newest first", description = "A page out of range is empty, not an error.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<BatchPage> list(
            @Parameter(description = "Only batches with a lower number; without it the newest ones") @RequestParam
                    Optional<String> before,
            @Parameter(description = "1 to 100, 20 without it") @RequestParam Optional<String> limit) {
        int count = Parameters.between("limit", limit, 1, (int) BatchStore.MAX_PAGE, DEFAULT_PAGE);
        long newest = batches.newest().map(StoredBatch::number).orElse(0L);
        long end = before.map(number -> Parameters.uint64("before", number))
                .map(number -> Math.min(number, newest + 1))
                .orElse(newest + 1);
        long from = Math.max(1, end - count);
        List<StoredBatch> found = end > from ? batches.from(from, BatchStatus.CUT, (int) (end - from)) : List.of();
        List<BatchSummary> page = found.stream()
                .filter(batch -> batch.number() < end)
                .map(BatchSummary::of)
                .toList()
                .reversed();
        Optional<String> next = Optional.of(Long.toString(from)).filter(number -> from > 1 && !page.isEmpty());
        return ResponseEntity.ok().cacheControl(Caching.ASK_AGAIN).body(new BatchPage(page, next));
    }

    @GetMapping(path = "/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One batch with its signed header and statement",
            description = "May be cached for ever once its status is FINAL.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<BatchDetails> one(@Parameter(description = NUMBER) @PathVariable String number) {
        StoredBatch batch = find(number);
        return ResponseEntity.ok()
                .cacheControl(caching(batch))
                .body(BatchDetails.of(batch, posts.find(batch).map(L1Post::of)));
    }

    @GetMapping(path = "/{number}/header", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The signed header",
            description =
                    "With the signatures over cut and header, the beacon signature, and the hashes. The problem not-yet"
                            + " while the batch is cut and its seed unknown.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<SignedHeader> header(@Parameter(description = NUMBER) @PathVariable String number) {
        StoredBatch batch = find(number);
        StoredBatch.Ordered ordered = batch.ordered()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_YET, "Batch " + number + " is cut, its header is not signed yet."));
        return ResponseEntity.ok()
                .cacheControl(caching(batch))
                .eTag(ordered.batchHash().toHex())
                .body(SignedHeader.of(batch, ordered));
    }

    @GetMapping(path = "/{number}/data", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "The data of the batch as it goes to L1",
            description =
                    "0x01 and one zstd frame (spec/protocol.md section 7). Cut into chunks of 98,304 bytes these are the"
                            + " arguments of postData; the header Candor-Data-Hash is their dataHash. L1 may have other bytes with the same"
                            + " content, if the sequencer cut the data twice: see dataHash of its commitment. The problem not-yet until the"
                            + " batch is executed.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<byte[]> data(
            @Parameter(description = NUMBER) @PathVariable String number,
            @Parameter(hidden = true) ServletWebRequest request) {
        StoredBatch batch = find(number);
        StoredBatch.Executed executed = batch.executed()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_YET, "Batch " + number + " is not executed yet, so it has no data."));
        String eTag = '"' + executed.executionHash().toHex() + '"';
        if (request.checkNotModified(eTag)) {
            return ResponseEntity.status(304).eTag(eTag).build();
        }
        BatchData data = bytes.of(batch, executed);
        return ResponseEntity.ok()
                .cacheControl(caching(batch))
                .eTag(eTag)
                .header("Candor-Data-Hash", data.dataHash().toHex())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(Bytes.concat(data.chunks().toArray(Bytes[]::new)).readOnlyArray());
    }

    private StoredBatch find(String number) {
        return batches.find(Parameters.uint64("number", number))
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND,
                        "Expected the number of a batch, found none with number " + number + "."));
    }

    private static CacheControl caching(StoredBatch batch) {
        return batch.status() == BatchStatus.FINAL ? Caching.FOR_EVER : Caching.ASK_AGAIN;
    }
}
