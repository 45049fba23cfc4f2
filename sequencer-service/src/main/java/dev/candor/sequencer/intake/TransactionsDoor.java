package dev.candor.sequencer.intake;

import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.arrivals.IssuedPromise;
import dev.candor.sequencer.rpc.HexText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/transactions}: raw bytes or their hex, answered with the promise or a signed refusal. */
@RestController
@RequestMapping("/v1/transactions")
@Tag(name = "transactions")
class TransactionsDoor {
    private final Intake intake;

    TransactionsDoor(Intake intake) {
        this.intake = intake;
    }

    /** @param rawTransaction the signed EIP-2718 transaction, 0x-hex */
    record NewTransaction(String rawTransaction) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Send a signed transaction; 201 with its promise, 200 with the same promise while it is pending")
    ResponseEntity<?> sendJson(@RequestBody NewTransaction body, HttpServletRequest request) {
        String hex = body.rawTransaction() == null ? "" : body.rawTransaction();
        return HexText.parse(hex)
                .<ResponseEntity<?>>map(raw -> send(raw, request))
                .orElseThrow(() -> ProblemException.invalid(
                        "/rawTransaction", "Expected 0x and an even number of hex digits, found something else."));
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "Send a signed transaction as bytes")
    ResponseEntity<?> sendBytes(@RequestBody byte[] raw, HttpServletRequest request) {
        return send(Bytes.wrap(raw), request);
    }

    private ResponseEntity<?> send(Bytes raw, HttpServletRequest request) {
        return switch (intake.submit(List.of(raw), request.getRemoteAddr()).getFirst()) {
            case Admission.Admitted(IssuedPromise promise) -> promised(promise, HttpStatus.CREATED);
            case Admission.AlreadyPromised(IssuedPromise promise) -> promised(promise, HttpStatus.OK);
            case Admission.Refused(SignedRefusal refusal) -> refused(refusal, request);
        };
    }

    private static ResponseEntity<?> promised(IssuedPromise promise, HttpStatus status) {
        return ResponseEntity.status(status)
                .location(URI.create(
                        "/v1/transactions/" + promise.promise().txHash().toHex()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(PromiseJson.of(promise));
    }

    private static ResponseEntity<?> refused(SignedRefusal refusal, HttpServletRequest request) {
        RefusalForm form = refusal.form();
        ProblemDetail problem = ProblemDetail.forStatus(form.httpStatus());
        problem.setType(URI.create("urn:candor:problem:" + form.problem()));
        problem.setTitle(form.words());
        problem.setDetail(refusal.message());
        problem.setInstance(URI.create(request.getRequestURI()));
        RefusalJson.members(refusal).forEach(problem::setProperty);
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(form.httpStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (form.asksToComeBack()) {
            response.header("Retry-After", String.valueOf(Refusal.RETRY_AFTER_SECONDS));
        }
        return response.body(problem);
    }
}
