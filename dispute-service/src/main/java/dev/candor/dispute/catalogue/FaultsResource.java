package dev.candor.dispute.catalogue;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.l1.L1UnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue, for machines and for people. */
@RestController
class FaultsResource {
    private final Catalogue catalogue;

    FaultsResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Operation(summary = "Every fault: what it is, what proves it, who decides, what it costs, how it is made good")
    @GetMapping(value = "/v1/faults", produces = MediaType.APPLICATION_JSON_VALUE)
    CatalogueV1 faults() {
        try {
            return catalogue.now();
        } catch (L1UnavailableException e) {
            throw ProblemException.of(
                    ProblemKind.BUSY, "Expected L1 to say which rules are in force, found no answer: try again.");
        }
    }

    @Operation(hidden = true)
    @GetMapping(value = "/", produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        return FaultsPage.of(faults());
    }
}
