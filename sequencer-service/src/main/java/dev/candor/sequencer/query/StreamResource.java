package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/stream}: one virtual thread per subscriber. */
@RestController
@RequestMapping("/v1/stream")
@Tag(name = "stream", description = "Promises and signed headers as they come.")
class StreamResource {
    private static final Logger log = LoggerFactory.getLogger(StreamResource.class);
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final StreamTail tail;
    private final HeavyReads heavyReads;
    private final QueryProperties properties;

    StreamResource(StreamTail tail, HeavyReads heavyReads, QueryProperties properties) {
        this.tail = tail;
        this.heavyReads = heavyReads;
        this.properties = properties;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Server-sent events: every promise and every signed header",
            description =
                    "Events \"promise\" (a SignedPromise) in the order of seq and \"header\" (a SignedHeader) in the order of"
                            + " number; between the two there is no order. The id of an event is \"<next seq>.<next header>\": sent back as"
                            + " Last-Event-ID the stream goes on there and loses nothing, also after a restart and on another replica."
                            + " 0.1 begins at the beginning; without an id the stream begins now. Who reads too slowly is cut off"
                            + " with a comment.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    void stream(
            @Parameter(description = "Id of the last event seen") @RequestHeader(LAST_EVENT_ID)
                    Optional<String> lastEventId,
            @Parameter(description = "The same as Last-Event-ID, for clients that cannot set headers") @RequestParam
                    Optional<String> after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        StreamPosition from = position(lastEventId, after);
        if (!tail.enter()) {
            throw ProblemException.of(
                    ProblemKind.TOO_MANY_SUBSCRIBERS,
                    "Expected fewer than %d subscribers of the stream, found as many: try again later or on another replica."
                            .formatted(properties.maxStreamSubscribers()));
        }
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            if (request.getMethod().equals("GET")) {
                new StreamSession(tail, heavyReads, response.getOutputStream(), properties.streamHeartbeat(), from)
                        .run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("A subscriber of the stream is gone: {}", e.toString());
        } finally {
            tail.leave();
        }
    }

    private StreamPosition position(Optional<String> lastEventId, Optional<String> after) {
        Optional<String> id = lastEventId.or(() -> after).filter(text -> !text.isEmpty());
        StreamPosition end = tail.end();
        if (id.isEmpty()) {
            return end;
        }
        StreamPosition position = StreamPosition.parse(id.get())
                .orElseThrow(() -> ProblemException.invalid(
                        LAST_EVENT_ID, "expected the id of an event, \"<next seq>.<next header>\""));
        if (position.nextSeq() > end.nextSeq() || position.nextHeader() > end.nextHeader()) {
            throw ProblemException.invalid(
                    LAST_EVENT_ID, "expected at most " + end + ", found " + position + ": it is from another rollup");
        }
        return position;
    }
}
