package dev.candor.audit.receipts;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.protocol.types.Hash32;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/receipts/{txHash}}. */
@RestController
@RequestMapping(path = "/v1/receipts", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "receipts",
        description = "A transaction's whole way in one document that verifies offline (spec/receipts.md).")
class ReceiptResource {
    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final CacheControl ASK_AGAIN = CacheControl.noCache();
    private static final CacheControl FOR_A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    private final ReceiptAssembly receipts;

    ReceiptResource(ReceiptAssembly receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/{txHash}")
    @Operation(
            summary = "The receipt of a transaction, as far as it has come",
            description =
                    "Parts that do not exist yet are null and listed in `missing`. With `download=true` it comes as a file.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<Receipt> one(
            @Parameter(description = "keccak256 of the raw transaction: 0x and 64 hex digits") @PathVariable
                    String txHash,
            @Parameter(description = "Whether it is to be saved as a file") @RequestParam(defaultValue = "false")
                    boolean download) {
        if (!HASH.matcher(txHash).matches()) {
            throw ProblemException.invalid("txHash", "expected 0x and 64 hex digits");
        }
        Hash32 hash = Hash32.fromHex(txHash);
        Receipt receipt = receipts.find(hash)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_FOUND,
                        "Expected a transaction that is logged or in the forced inbox, found none with hash %s: it is logged within seconds of its promise; a promise that stays unlogged can be brought to POST /v1/promises."
                                .formatted(hash)));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(isComplete(receipt) ? FOR_A_DAY : ASK_AGAIN);
        if (download) {
            answer.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("candor-receipt-%s.json".formatted(hash.toHex()))
                            .build()
                            .toString());
        }
        return answer.body(receipt);
    }

    /** Final and logged: a later one differs only in the checkpoint that it is proven under. */
    private static boolean isComplete(Receipt receipt) {
        return receipt.state() == ReceiptState.FINAL
                && receipt.missing().stream()
                        .map(Receipt.MissingPart::reason)
                        .noneMatch(reason -> reason == MissingReason.NOT_YET || reason == MissingReason.NOT_LOGGED);
    }
}
