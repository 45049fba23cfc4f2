package dev.candor.witness.cosign;

import dev.candor.witness.cosign.CosignAnswer.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /add-checkpoint} (C2SP tlog-witness). Anybody may ask; what a request may cost is bounded. */
@RestController
class AddCheckpointResource {
    private static final Logger log = LoggerFactory.getLogger(AddCheckpointResource.class);

    /** Bytes of a request: 63 hashes and a checkpoint with more than a hundred Ed25519 or thirty ML-DSA lines. */
    static final int MAX_BODY_BYTES = 128 * 1024;

    /** Requests that are decided at the same time; others wait. */
    private static final int MAX_AT_ONCE = 32;

    private static final long MAX_WAIT_MILLIS = 2_000;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Cosigner cosigner;
    private final MeterRegistry meters;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE, true);

    AddCheckpointResource(Cosigner cosigner, MeterRegistry meters) {
        this.cosigner = cosigner;
        this.meters = meters;
        for (Kind kind : Kind.values()) {
            timer(kind);
        }
    }

    @PostMapping("/add-checkpoint")
    ResponseEntity<byte[]> addCheckpoint(HttpServletRequest request) throws IOException {
        Timer.Sample sample = Timer.start(meters);
        byte[] body = request.getContentLengthLong() > MAX_BODY_BYTES
                ? new byte[MAX_BODY_BYTES + 1]
                : request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        CosignAnswer answer = body.length > MAX_BODY_BYTES
                ? CosignAnswer.refused(
                        Kind.TOO_LARGE, 413, "Expected a body of at most " + MAX_BODY_BYTES + " bytes, found more.")
                : answerInTurn(body);
        sample.stop(timer(answer.kind()));
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(answer.status()).header(HttpHeaders.CONTENT_TYPE, answer.contentType());
        if (answer.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(answer.body());
    }

    private CosignAnswer answerInTurn(byte[] body) {
        try {
            if (!places.tryAcquire(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return busy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return busy();
        }
        try {
            return cosigner.answer(body);
        } catch (DataAccessException | TransactionException failure) {
            log.warn("memory does not answer failure={}", failure.toString());
            return CosignAnswer.refused(
                    Kind.UNAVAILABLE,
                    503,
                    "Expected the memory of this witness to answer, found that it does not now.");
        } finally {
            places.release();
        }
    }

    private static CosignAnswer busy() {
        return CosignAnswer.refused(
                Kind.BUSY, 503, "Expected fewer than " + MAX_AT_ONCE + " requests at a time, found more: ask again.");
    }

    private Timer timer(Kind kind) {
        return Timer.builder("candor.witness.add.checkpoint")
                .description("Requests for a cosignature by what became of them")
                .tag("answer", kind.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
