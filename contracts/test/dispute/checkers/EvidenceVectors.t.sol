// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EquivocationChecker} from "../../../src/dispute/checkers/EquivocationChecker.sol";
import {CheckedRollup} from "../../../src/dispute/checkers/FaultChecker.sol";
import {ForcedEntryChecker} from "../../../src/dispute/checkers/ForcedEntryChecker.sol";
import {ForkedLogChecker} from "../../../src/dispute/checkers/ForkedLogChecker.sol";
import {LatenessChecker} from "../../../src/dispute/checkers/LatenessChecker.sol";
import {OrderingDelayChecker} from "../../../src/dispute/checkers/OrderingDelayChecker.sol";
import {SubstitutionChecker} from "../../../src/dispute/checkers/SubstitutionChecker.sol";
import {WitnessContradictionChecker} from "../../../src/dispute/checkers/WitnessContradictionChecker.sol";
import {WrongOrderChecker} from "../../../src/dispute/checkers/WrongOrderChecker.sol";
import {WrongSeedChecker} from "../../../src/dispute/checkers/WrongSeedChecker.sol";
import {IFaultChecker, ProvenFault} from "../../../src/dispute/IFaultChecker.sol";
import {Test} from "../../foundry/Test.sol";
import {AnsweringL1} from "./AnsweringL1.sol";

/// @notice spec/vectors/evidence.json: what others encode, these checkers decode and decide.
contract EvidenceVectorsTest is Test {
    string private json;
    IFaultChecker[] private checkers;
    mapping(uint256 kind => IFaultChecker) private checkerOf;

    function setUp() external {
        json = vm.readFile("../spec/vectors/evidence.json");
        string memory domain = vm.readFile("../spec/vectors/eip712.json");
        vm.chainId(vm.parseJsonUint(domain, ".domain.chainId"));
        vm.roll(100_000);
        vm.warp(1_800_000_000);
        address l1 = address(new AnsweringL1(answers()));
        CheckedRollup memory checked = CheckedRollup({
            rollupId: uint64(vm.parseJsonUint(json, ".rollupId")),
            rollup: vm.parseJsonAddress(domain, ".domain.verifyingContract"),
            sequencerRegistry: l1,
            forcedInbox: l1,
            parameterRegistry: l1,
            auditAnchor: l1,
            witnessRegistry: l1
        });
        // The answers that LatenessChecker asks of Rollup are the same for every state.
        vm.etch(checked.rollup, l1.code);
        add(1, new EquivocationChecker(checked));
        add(2, new LatenessChecker(checked));
        add(3, new SubstitutionChecker(checked));
        add(4, new WrongOrderChecker(checked));
        add(5, new WrongSeedChecker(checked));
        add(6, new OrderingDelayChecker(checked));
        add(7, new ForcedEntryChecker(checked));
        add(10, new ForkedLogChecker(checked));
        add(11, new WitnessContradictionChecker(checked));
    }

    function add(uint256 kind, IFaultChecker checker) private {
        checkers.push(checker);
        checkerOf[kind] = checker;
    }

    function answers() private view returns (AnsweringL1.Answers memory) {
        return AnsweringL1.Answers({
            sequencerId: vm.parseJsonBytes32(json, ".sequencerId"),
            orderKey: vm.parseJsonAddress(json, ".orderKey"),
            beaconKey: vm.parseJsonBytes(json, ".beaconKey"),
            originHash: vm.parseJsonBytes32(json, ".originHash"),
            logKey: vm.parseJsonAddress(json, ".logKey"),
            forcedTxHash: vm.parseJsonBytes32(json, ".forced.txHash"),
            forcedGasLimit: uint64(vm.parseJsonUint(json, ".forced.gasLimit")),
            seatId: uint64(vm.parseJsonUint(json, ".seat.seatId")),
            signingKey: vm.parseJsonAddress(json, ".seat.signingKey"),
            seatOwner: vm.parseJsonAddress(json, ".seat.owner"),
            seatBeaconKey: vm.parseJsonBytes(json, ".seat.beaconKey")
        });
    }

    function at(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "].", field);
    }

    function test_provesTheFaultsAndRefusesTheHonestActs() external view {
        uint256 proven;
        uint256 i = 0;
        for (; vm.keyExistsJson(json, at(i, "name")); ++i) {
            string memory name = vm.parseJsonString(json, at(i, "name"));
            bytes memory evidence = vm.parseJsonBytes(json, at(i, "evidence"));
            uint256 kind = vm.parseJsonUint(json, at(i, "kind"));
            if (!vm.keyExistsJson(json, at(i, "faultId"))) {
                vm.assertFalse(proves(checkerOf[kind], evidence), name);
                continue;
            }
            ++proven;
            ProvenFault memory fault = checkerOf[kind].check(evidence);
            vm.assertEq(fault.faultId, vm.parseJsonBytes32(json, at(i, "faultId")), name);
            vm.assertEq(fault.accused, vm.parseJsonBytes32(json, at(i, "accused")), name);
            vm.assertEq(fault.slot, vm.parseJsonBytes(json, at(i, "slot")), name);
            vm.assertEq(fault.kind, kind, name);
        }
        vm.assertLt(20, proven, "faults");
        vm.assertLt(12, i - proven, "honest acts");
    }

    /// @dev What proves one kind of fault is nothing to the checker of another.
    function test_noCheckerTakesAnothersEvidence() external view {
        for (uint256 i = 0; vm.keyExistsJson(json, at(i, "name")); ++i) {
            bytes memory evidence = vm.parseJsonBytes(json, at(i, "evidence"));
            IFaultChecker own = checkerOf[vm.parseJsonUint(json, at(i, "kind"))];
            for (uint256 j = 0; j < checkers.length; ++j) {
                if (checkers[j] == own) continue;
                vm.assertFalse(proves(checkers[j], evidence), vm.parseJsonString(json, at(i, "name")));
            }
        }
    }

    /// @dev Evidence of which one byte was changed proves the same fault or none: no other slot, nobody else.
    /// forge-config: default.fuzz.runs = 24
    function testFuzz_aChangedByteAccusesOfNothingElse(uint256 case_, uint256 place, uint8 change) external view {
        uint256 i = bound(case_, 0, 41);
        bytes memory evidence = vm.parseJsonBytes(json, at(i, "evidence"));
        IFaultChecker checker = checkerOf[vm.parseJsonUint(json, at(i, "kind"))];
        place = bound(place, 0, evidence.length - 1);
        evidence[place] = bytes1(uint8(evidence[place]) ^ uint8(bound(change, 1, 255)));
        (bool proven, bytes memory answer) =
            address(checker).staticcall{gas: 5_000_000}(abi.encodeCall(IFaultChecker.check, (evidence)));
        if (!proven) return;
        vm.assertTrue(vm.keyExistsJson(json, at(i, "faultId")), "an honest act");
        ProvenFault memory fault = abi.decode(answer, (ProvenFault));
        vm.assertEq(fault.faultId, vm.parseJsonBytes32(json, at(i, "faultId")), "another fault");
    }

    function proves(IFaultChecker checker, bytes memory evidence) private view returns (bool proven) {
        (proven,) = address(checker).staticcall{gas: 5_000_000}(abi.encodeCall(IFaultChecker.check, (evidence)));
    }
}
