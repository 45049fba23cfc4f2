// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";
import {EncodedFaultChecker} from "./EncodedFaultChecker.sol";

/// @notice A deployment with five witnesses of five operators and a rule for every fault.
abstract contract CourtRules is RollupFixture {
    uint256 internal constant SEATS = 5;
    uint8 internal constant EQUIVOCATION = 1;
    uint8 internal constant BROKEN_PROMISE = 2;
    uint8 internal constant WRONG_ORDER = 4;
    uint8 internal constant WRONG_EXECUTION = 8;
    uint8 internal constant WITNESS_CONTRADICTION = 11;
    uint8 internal constant FRIVOLOUS_CHALLENGE = 12;
    uint8 internal constant SILENT = 0;
    uint8 internal constant VALID = 1;
    uint8 internal constant INVALID = 2;
    uint8 internal constant UNAVAILABLE = 3;
    bytes32 internal constant ORDER_WINDOW = "court.orderFaultWindowSeconds";

    EncodedFaultChecker internal checker;

    function witnessKey(uint256 i) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("witness", i)));
    }

    function witnessOwner(uint256 i) internal pure returns (address) {
        return address(uint160(0x0117E550 + i));
    }

    function seatConfig(uint256 i) internal pure returns (IWitnessRegistry.SeatConfig memory) {
        return IWitnessRegistry.SeatConfig({
            owner: witnessOwner(i),
            signingKey: vm.addr(witnessKey(i)),
            logKey: keccak256(abi.encode("log key", i)),
            beaconKey: beaconKey("share"),
            operator: keccak256(abi.encode("operator", i)),
            client: keccak256(abi.encode("client", i % 2)),
            jurisdiction: keccak256("jurisdiction")
        });
    }

    function witnesses() internal view virtual override returns (IWitnessRegistry.SeatConfig[] memory list) {
        list = new IWitnessRegistry.SeatConfig[](SEATS);
        for (uint256 i = 0; i < SEATS; ++i) {
            list[i] = seatConfig(i);
        }
    }

    function rules() internal virtual override returns (IRuleBook.Rule[] memory list) {
        checker = new EncodedFaultChecker();
        list = new IRuleBook.Rule[](11);
        list[0] = proven(1, IRuleBook.Penalty.FULL, IRuleBook.Remedy.COMPENSATION, bytes32(0));
        list[1] = proven(2, IRuleBook.Penalty.CREDIT, IRuleBook.Remedy.COMPENSATION, bytes32(0));
        list[2] = proven(3, IRuleBook.Penalty.SAFETY, IRuleBook.Remedy.ROLLBACK, ORDER_WINDOW);
        list[3] = proven(4, IRuleBook.Penalty.SAFETY, IRuleBook.Remedy.ROLLBACK, ORDER_WINDOW);
        list[4] = proven(5, IRuleBook.Penalty.SAFETY, IRuleBook.Remedy.ROLLBACK, ORDER_WINDOW);
        list[5] = proven(6, IRuleBook.Penalty.CREDIT, IRuleBook.Remedy.COMPENSATION, bytes32(0));
        list[6] = proven(7, IRuleBook.Penalty.SAFETY, IRuleBook.Remedy.ROLLBACK, ORDER_WINDOW);
        list[7] = proven(10, IRuleBook.Penalty.FULL, IRuleBook.Remedy.NONE, bytes32(0));
        list[8] = proven(11, IRuleBook.Penalty.WITNESS, IRuleBook.Remedy.NONE, bytes32(0));
        list[9] = voted(WRONG_EXECUTION, IRuleBook.Penalty.FULL, IRuleBook.Remedy.ROLLBACK);
        list[10] = voted(FRIVOLOUS_CHALLENGE, IRuleBook.Penalty.CHALLENGE, IRuleBook.Remedy.NONE);
    }

    function proven(uint8 kind, IRuleBook.Penalty penalty, IRuleBook.Remedy remedy, bytes32 window)
        internal
        view
        returns (IRuleBook.Rule memory)
    {
        return IRuleBook.Rule({
            kind: kind,
            decision: IRuleBook.Decision.CHECKER,
            penalty: penalty,
            remedy: remedy,
            checker: address(checker),
            evidenceSchema: keccak256(abi.encode("schema", kind)),
            window: window
        });
    }

    function voted(uint8 kind, IRuleBook.Penalty penalty, IRuleBook.Remedy remedy)
        internal
        pure
        returns (IRuleBook.Rule memory rule)
    {
        rule.kind = kind;
        rule.decision = IRuleBook.Decision.COURT;
        rule.penalty = penalty;
        rule.remedy = remedy;
        rule.evidenceSchema = keccak256(abi.encode("schema", kind));
    }
}
