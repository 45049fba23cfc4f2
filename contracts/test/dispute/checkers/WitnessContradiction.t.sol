// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ObjectPair, SlotPairs} from "../../../src/dispute/checkers/SlotPairs.sol";
import {
    WitnessContradictionChecker,
    WitnessContradictionEvidence
} from "../../../src/dispute/checkers/WitnessContradictionChecker.sol";
import {
    BatchAttestation,
    CandorTypes,
    Cut,
    DisputeVerdict,
    RollbackRatification
} from "../../../src/libraries/CandorTypes.sol";
import {IWitnessRegistry} from "../../../src/witness/IWitnessRegistry.sol";
import {BeaconSigner} from "./BeaconSigner.sol";
import {CheckerFixture} from "./CheckerFixture.sol";

/// @notice F11: witnesses that said two things.
contract WitnessContradictionTest is CheckerFixture {
    using CandorTypes for *;

    uint8 private constant VALID = 1;
    uint8 private constant INVALID = 2;
    uint8 private constant UNAVAILABLE = 3;

    WitnessContradictionChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new WitnessContradictionChecker(checked);
    }

    function structHash(bytes32 typeHash, bytes memory object) private pure returns (bytes32) {
        return keccak256(bytes.concat(typeHash, object));
    }

    function evidenceOf(bytes32 typeHash, bytes memory first, bytes memory second)
        private
        view
        returns (WitnessContradictionEvidence memory found)
    {
        found.seatId = 1;
        found.pair = ObjectPair({
            typeHash: typeHash,
            first: first,
            firstSignature: signature(witnessKey(0), digestOf(structHash(typeHash, first))),
            second: second,
            secondSignature: signature(witnessKey(0), digestOf(structHash(typeHash, second)))
        });
    }

    function attestation(uint8 verdict) private pure returns (bytes memory) {
        return abi.encode(BatchAttestation(ROLLUP_ID, 2, 5, keccak256("batch"), keccak256("execution"), verdict));
    }

    function attestations(uint8 first, uint8 second) private view returns (WitnessContradictionEvidence memory) {
        return evidenceOf(CandorTypes.BATCH_ATTESTATION_TYPEHASH, attestation(first), attestation(second));
    }

    function verdict(bytes32 disputeId, uint8 round, uint8 verdict_) private pure returns (bytes memory) {
        return abi.encode(DisputeVerdict(disputeId, round, verdict_, keccak256("evidence"), 1_800_000_000));
    }

    function cut(bytes32 root) private pure returns (Cut memory value) {
        value.rollupId = ROLLUP_ID;
        value.number = 3;
        value.cutRoot = root;
    }

    function shares(Cut memory first, Cut memory second)
        private
        view
        returns (WitnessContradictionEvidence memory found)
    {
        found = evidenceOf(CandorTypes.CUT_TYPEHASH, abi.encode(first), abi.encode(second));
        found.pair.firstSignature = BeaconSigner.sign(witnessKey(0) >> 4, digestOf(first.hash()));
        found.pair.secondSignature = BeaconSigner.sign(witnessKey(0) >> 4, digestOf(second.hash()));
    }

    function provesContradiction(WitnessContradictionEvidence memory found, bytes memory slot) private view {
        provesAgainst(checker, abi.encode(found), 11, bytes32(uint256(uint160(witnessOwner(0)))), slot);
    }

    function test_provesTwoAttestations() external view {
        bytes32 typeHash = CandorTypes.BATCH_ATTESTATION_TYPEHASH;
        provesContradiction(
            attestations(VALID, INVALID), abi.encode(typeHash, uint64(1), ROLLUP_ID, uint64(2), uint64(5))
        );
    }

    function test_provesTwoVerdicts() external view {
        bytes32 typeHash = CandorTypes.DISPUTE_VERDICT_TYPEHASH;
        WitnessContradictionEvidence memory found =
            evidenceOf(typeHash, verdict("dispute", 1, VALID), verdict("dispute", 1, UNAVAILABLE));
        provesContradiction(found, abi.encode(typeHash, uint64(1), bytes32("dispute"), uint8(1)));
    }

    function test_provesTwoCutShares() external view {
        bytes32 typeHash = CandorTypes.CUT_TYPEHASH;
        provesContradiction(
            shares(cut("one"), cut("another")), abi.encode(typeHash, uint64(1), ROLLUP_ID, uint64(0), uint64(3))
        );
    }

    function test_refusesTwoSharesOfOneCut() external {
        WitnessContradictionEvidence memory found = shares(cut("one"), cut("one"));
        refuses(checker, abi.encode(found), abi.encodeWithSelector(SlotPairs.ObjectsEqual.selector, cut("one").hash()));
    }

    function test_refusesAShareThatIsNot() external {
        WitnessContradictionEvidence memory found = shares(cut("one"), cut("another"));
        found.pair.secondSignature = found.pair.firstSignature;
        bytes4 reason = WitnessContradictionChecker.ShareInvalid.selector;
        bytes32 cutHash = digestOf(cut("another").hash());
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(1), cutHash));
    }

    function test_refusesTheSharesOfAnotherSeat() external {
        WitnessContradictionEvidence memory found = shares(cut("one"), cut("another"));
        found.seatId = 2;
        bytes4 reason = WitnessContradictionChecker.ShareInvalid.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(2), digestOf(cut("one").hash())));
    }

    function test_refusesUnavailable() external {
        bytes memory reason = abi.encodeWithSelector(WitnessContradictionChecker.UnavailableTakesNoSlot.selector);
        refuses(checker, abi.encode(attestations(UNAVAILABLE, VALID)), reason);
        refuses(checker, abi.encode(attestations(INVALID, UNAVAILABLE)), reason);
    }

    /// @dev Two seats of one owner may differ: their clients do.
    function test_refusesTwoSeatsOfOneOwner() external {
        WitnessContradictionEvidence memory found = attestations(VALID, INVALID);
        bytes32 digest = digestOf(structHash(found.pair.typeHash, found.pair.second));
        found.pair.secondSignature = signature(witnessKey(1), digest);
        bytes4 reason = WitnessContradictionChecker.SeatMismatch.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(1), uint64(2)));
    }

    function test_refusesAStrangersKey() external {
        WitnessContradictionEvidence memory found = attestations(VALID, INVALID);
        found.seatId = 0;
        found.pair.firstSignature = signature(STRANGER, digestOf(structHash(found.pair.typeHash, found.pair.first)));
        found.pair.secondSignature = signature(STRANGER, digestOf(structHash(found.pair.typeHash, found.pair.second)));
        bytes4 reason = WitnessContradictionChecker.SeatMismatch.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, uint64(0), uint64(0)));
    }

    function test_refusesTwoRounds() external {
        WitnessContradictionEvidence memory found = evidenceOf(
            CandorTypes.DISPUTE_VERDICT_TYPEHASH, verdict("dispute", 0, VALID), verdict("dispute", 1, INVALID)
        );
        bytes4 reason = SlotPairs.SlotsDiffer.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, 1, bytes32(0), bytes32(uint256(1))));
    }

    function test_refusesRatifications() external {
        bytes32 typeHash = CandorTypes.ROLLBACK_RATIFICATION_TYPEHASH;
        RollbackRatification memory first = RollbackRatification(ROLLUP_ID, 0, "fault", 4, "anchor");
        RollbackRatification memory second = RollbackRatification(ROLLUP_ID, 0, "fault", 3, "anchor");
        WitnessContradictionEvidence memory found = evidenceOf(typeHash, abi.encode(first), abi.encode(second));
        bytes4 reason = WitnessContradictionChecker.TypeHasNoSlot.selector;
        refuses(checker, abi.encode(found), abi.encodeWithSelector(reason, typeHash));
    }

    function test_provesAcrossARotationOfTheKey() external {
        WitnessContradictionEvidence memory found = attestations(VALID, INVALID);
        uint256 newKey = uint256(keccak256("new witness key"));
        bytes memory share = BeaconSigner.keyOf(5);
        IWitnessRegistry seats = IWitnessRegistry(checked.witnessRegistry);
        vm.prank(witnessOwner(0));
        seats.rotateKeys(1, vm.addr(newKey), "log key", share);
        found.pair.secondSignature = signature(newKey, digestOf(structHash(found.pair.typeHash, found.pair.second)));
        provesContradiction(found, abi.encode(found.pair.typeHash, uint64(1), ROLLUP_ID, uint64(2), uint64(5)));
    }
}
