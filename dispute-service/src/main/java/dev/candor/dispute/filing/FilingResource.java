package dev.candor.dispute.filing;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.l1.L1UnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The door for evidence. */
@RestController
class FilingResource {
    private static final Logger log = LoggerFactory.getLogger(FilingResource.class);

    private final FilingDesk desk;

    FilingResource(FilingDesk desk) {
        this.desk = desk;
    }

    @Operation(
            summary = "Files evidence of a fault: says at once what it is worth, and brings it to L1 if it is a fault",
            description =
                    "202: accepted. 200: looked at, and there is nothing to do here; outcome and because say why.")
    @PostMapping("/v1/disputes")
    ResponseEntity<FilingAnswer> file(@RequestBody FilingRequest request) {
        FilingAnswer answer;
        try {
            answer = desk.file(request.checkedKind(), request.checkedEvidence(), request.checkedProver());
        } catch (L1UnavailableException e) {
            log.warn("L1 does not answer: {}", e.getMessage());
            throw ProblemException.of(
                    ProblemKind.BUSY, "Expected L1 to say what the evidence is worth, found no answer: try again.");
        }
        boolean accepted = answer.outcome() == FilingAnswer.Outcome.ACCEPTED;
        ResponseEntity.BodyBuilder response = ResponseEntity.status(accepted ? HttpStatus.ACCEPTED : HttpStatus.OK);
        if (answer.id() != null) {
            response.location(URI.create("/v1/disputes/" + answer.id()));
        }
        return response.body(answer);
    }
}
