// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {WrongSeedChecker, WrongSeedEvidence} from "../../../src/dispute/checkers/WrongSeedChecker.sol";
import {SequencerFaultChecker, SignedHeader} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {BeaconSignatures} from "../../../src/libraries/BeaconSignatures.sol";
import {BatchHeader} from "../../../src/libraries/CandorTypes.sol";
import {Ordering} from "../../../src/libraries/Ordering.sol";
import {BeaconSigner} from "./BeaconSigner.sol";
import {CheckerFixture} from "./CheckerFixture.sol";

/// @notice F5: seeds that no beacon signed.
contract WrongSeedTest is CheckerFixture {
    WrongSeedChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new WrongSeedChecker(checked);
    }

    /// @dev A header whose seed is made of `beaconSignature`, as posting wants it.
    function evidenceOf(BatchHeader memory header, bytes memory beaconSignature) private view returns (bytes memory) {
        header.seed = Ordering.seedOf(beaconSignature, cutHashOf(header));
        return abi.encode(WrongSeedEvidence(signed(header), beaconSignature));
    }

    function provesSeed(bytes memory beaconSignature) private view {
        BatchHeader memory header = make(9, 3, 0).batch.header;
        provesIn(checker, evidenceOf(header, beaconSignature), 5, header);
    }

    function test_provesTheSignatureOfAnotherKey() external view {
        provesSeed(BeaconSigner.sign(BEACON_SECRET + 1, cutHashOf(make(9, 3, 0).batch.header)));
    }

    function test_provesTheSignatureOverAnotherCut() external view {
        provesSeed(BeaconSigner.sign(BEACON_SECRET, keccak256("another cut")));
    }

    function test_provesBytesThatAreNoPoint() external view {
        provesSeed(bytes.concat(keccak256("x"), keccak256("and"), keccak256("y")));
    }

    function test_provesThePointAtInfinity() external view {
        provesSeed(new bytes(96));
    }

    function test_refusesTheBeaconsSignature() external {
        Made memory made = make(9, 3, 0);
        refuses(
            checker,
            evidenceOf(made.batch.header, made.posted.beaconSignature),
            abi.encodeWithSelector(WrongSeedChecker.SeedHolds.selector, made.batch.header.seed)
        );
    }

    function test_refusesASignatureThatTheSeedIsNotMadeOf() external {
        BatchHeader memory header = make(9, 3, 0).batch.header;
        bytes memory other = BeaconSigner.sign(BEACON_SECRET, keccak256("another cut"));
        bytes32 seed = Ordering.seedOf(other, cutHashOf(header));
        refuses(
            checker,
            abi.encode(WrongSeedEvidence(signed(header), other)),
            abi.encodeWithSelector(WrongSeedChecker.SeedMismatch.selector, header.seed, seed)
        );
    }

    function test_refusesAStrangersHeader() external {
        BatchHeader memory header = make(9, 3, 0).batch.header;
        bytes memory other = BeaconSigner.sign(BEACON_SECRET, keccak256("another cut"));
        header.seed = Ordering.seedOf(other, cutHashOf(header));
        SignedHeader memory batch = SignedHeader(header, signature(STRANGER, batchHashOf(header)));
        bytes4 reason = SequencerFaultChecker.HeaderSignerMismatch.selector;
        refuses(
            checker,
            abi.encode(WrongSeedEvidence(batch, other)),
            abi.encodeWithSelector(reason, vm.addr(orderKey), vm.addr(STRANGER))
        );
    }

    function test_refusesKindsWithoutAKeyOnL1() external {
        bytes4 reason = WrongSeedChecker.BeaconKeyUnknown.selector;
        for (uint8 kind = 0; kind < 4; kind += 2) {
            BatchHeader memory header = make(9, 3, 0, kind).batch.header;
            refuses(checker, evidenceOf(header, new bytes(96)), abi.encodeWithSelector(reason, kind));
        }
    }

    /// @dev A call with too little gas for the pairing must not look like a bad signature.
    function testFuzz_provesNothingForLackOfGas(uint256 gasLimit) external view {
        Made memory made = make(9, 3, 0);
        bytes memory evidence = evidenceOf(made.batch.header, made.posted.beaconSignature);
        (bool proven,) = address(checker).staticcall{gas: bound(gasLimit, 30_000, 400_000)}(
            abi.encodeCall(checker.check, (evidence))
        );
        vm.assertFalse(proven, "an honest seed");
    }

    function test_signsAndVerifiesInPairs() external view {
        bytes memory key = BeaconSigner.keyOf(7);
        bytes memory good = BeaconSigner.sign(7, keccak256("cut"));
        vm.assertTrue(BeaconSignatures.verify(key, keccak256("cut"), good), "good");
        vm.assertFalse(BeaconSignatures.verify(key, keccak256("other"), good), "another message");
        vm.assertFalse(BeaconSignatures.verify(new bytes(192), keccak256("cut"), new bytes(96)), "infinity");
    }
}
