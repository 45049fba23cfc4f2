package dev.candor.sequencer.query;

import dev.candor.http.problems.ProblemException;
import dev.candor.http.problems.ProblemKind;
import dev.candor.l1.history.L1Contracts;
import dev.candor.protocol.beacon.BeaconSigner;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.eip712.TypeHashes;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.signing.DigestSigner;
import dev.candor.protocol.types.Address;
import dev.candor.sequencer.l1.L1Block;
import dev.candor.sequencer.l1.L1View;
import dev.candor.sequencer.rollup.RollupIdentity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/policy} and {@code GET /v1/keys}: what holds for the whole rollup. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "rollup", description = "The policy in force, and the keys that sign.")
class RollupResource {
    private final L1View l1;
    private final RollupIdentity rollup;
    private final L1Contracts contracts;
    private final Address ownOrderKey;
    private final String beaconPublicKey;

    RollupResource(
            L1View l1,
            RollupIdentity rollup,
            L1Contracts contracts,
            @Qualifier("orderSigner") DigestSigner orderSigner,
            BeaconSigner beaconSigner) {
        this.l1 = l1;
        this.rollup = rollup;
        this.contracts = contracts;
        this.ownOrderKey = orderSigner.address();
        this.beaconPublicKey = beaconSigner.key().toBytes().toHex();
    }

    @GetMapping("/policy")
    @Operation(
            summary = "The policy in force",
            description = "The problem not-yet while L1 has not shown a final block to this process.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<PolicyInForce> policy() {
        L1Block origin = l1.origin()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.NOT_YET, "L1 has not shown a final block yet, so no policy is known."));
        PolicyInForce policy = PolicyInForce.of(l1.policyAt(origin.number()), origin);
        return ResponseEntity.ok()
                .cacheControl(Caching.ASK_AGAIN)
                .eTag(policy.policyHash() + "/" + origin.number())
                .body(policy);
    }

    @GetMapping("/keys")
    @Operation(
            summary = "The keys that sign, and under which domain",
            description = "The order key is the one in force at the newest final L1 block that is read.")
    @ApiResponse(responseCode = "200")
    ResponseEntity<SigningKeys> keys() {
        Address orderKey =
                l1.origin().map(origin -> l1.orderKeyAt(origin.number())).orElse(ownOrderKey);
        SigningKeys keys = new SigningKeys(
                rollup.id().toString(),
                rollup.sequencerId().toHex(),
                Eip55.format(orderKey),
                beaconPublicKey,
                domain(rollup.domain()),
                typeHashes(),
                new SigningKeys.Contracts(
                        Eip55.format(contracts.rollup()),
                        Eip55.format(contracts.parameterRegistry()),
                        Eip55.format(contracts.sequencerRegistry()),
                        Eip55.format(contracts.forcedInbox())));
        return ResponseEntity.ok().cacheControl(Caching.ASK_AGAIN).body(keys);
    }

    private static SigningKeys.Domain domain(CandorDomain domain) {
        return new SigningKeys.Domain(
                CandorDomain.NAME,
                CandorDomain.VERSION,
                Long.toUnsignedString(domain.l1ChainId()),
                Eip55.format(domain.rollup()),
                domain.separator().toHex());
    }

    private static Map<String, String> typeHashes() {
        return new TreeMap<>(Map.of(
                "EIP712Domain", TypeHashes.EIP712_DOMAIN.toHex(),
                "InclusionPromise", TypeHashes.INCLUSION_PROMISE.toHex(),
                "AdmissionRefusal", TypeHashes.ADMISSION_REFUSAL.toHex(),
                "Cut", TypeHashes.CUT.toHex(),
                "BatchHeader", TypeHashes.BATCH_HEADER.toHex(),
                "ExecutionStatement", TypeHashes.EXECUTION_STATEMENT.toHex(),
                "DataStatement", TypeHashes.DATA_STATEMENT.toHex()));
    }
}
