// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EquivocationChecker} from "../../../src/dispute/checkers/EquivocationChecker.sol";
import {FaultChecker} from "../../../src/dispute/checkers/FaultChecker.sol";
import {SequencerFaultChecker} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {ObjectPair, SlotPairs} from "../../../src/dispute/checkers/SlotPairs.sol";
import {ProvenFault} from "../../../src/dispute/IFaultChecker.sol";
import {
    BatchHeader,
    CandorTypes,
    Cut,
    DataStatement,
    ExecutionStatement,
    InclusionPromise
} from "../../../src/libraries/CandorTypes.sol";
import {CheckerFixture} from "./CheckerFixture.sol";

/// @notice F1: two objects in one slot.
contract EquivocationTest is CheckerFixture {
    using CandorTypes for *;

    EquivocationChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new EquivocationChecker(checked);
    }

    function pairOf(bytes32 typeHash, bytes memory first, bytes memory second)
        private
        view
        returns (ObjectPair memory)
    {
        return ObjectPair({
            typeHash: typeHash,
            first: first,
            firstSignature: signature(orderKey, digestOf(keccak256(bytes.concat(typeHash, first)))),
            second: second,
            secondSignature: signature(orderKey, digestOf(keccak256(bytes.concat(typeHash, second))))
        });
    }

    function promisePair() private view returns (ObjectPair memory) {
        InclusionPromise memory promised = promiseOf(make(1, 3, 0).batch.cut[0]);
        bytes memory first = abi.encode(promised);
        promised.txHash = keccak256("another transaction");
        return pairOf(CandorTypes.INCLUSION_PROMISE_TYPEHASH, first, abi.encode(promised));
    }

    function header() private view returns (BatchHeader memory) {
        return make(1, 3, 0).batch.header;
    }

    function test_provesTwoPromisesForOneSeq() external view {
        bytes memory slot = abi.encode(CandorTypes.INCLUSION_PROMISE_TYPEHASH, ROLLUP_ID, uint64(0));
        ProvenFault memory fault = proves(checker, abi.encode(promisePair()), 1, slot);
        vm.assertEq(fault.batch.number, 0, "in no batch");
    }

    function test_provesTwoCutsOfOneNumber() external view {
        Cut memory cut = header().cutOf();
        bytes memory first = abi.encode(cut);
        cut.cutRoot = keccak256("another root");
        provesOfBatch(pairOf(CandorTypes.CUT_TYPEHASH, first, abi.encode(cut)));
    }

    function test_provesTwoHeadersOfOneNumber() external view {
        BatchHeader memory changed = header();
        bytes memory first = abi.encode(changed);
        changed.orderRoot = keccak256("another order");
        provesOfBatch(pairOf(CandorTypes.BATCH_HEADER_TYPEHASH, first, abi.encode(changed)));
    }

    function test_provesTwoStatementsOfOneNumber() external view {
        ExecutionStatement memory statement = make(1, 3, 0).posted.statement;
        bytes memory first = abi.encode(statement);
        statement.stateRoot = keccak256("another state");
        provesOfBatch(pairOf(CandorTypes.EXECUTION_STATEMENT_TYPEHASH, first, abi.encode(statement)));
    }

    function provesOfBatch(ObjectPair memory pair) private view {
        bytes memory slot = abi.encode(pair.typeHash, ROLLUP_ID, uint64(0), uint64(1));
        ProvenFault memory fault = proves(checker, abi.encode(pair), 1, slot);
        vm.assertEq(fault.batch.number, 1, "number");
        vm.assertEq(fault.batch.batchHash, bytes32(0), "neither of the two is the faulty one");
    }

    function test_provesAcrossARotationOfTheKey() external {
        ObjectPair memory pair = promisePair();
        uint256 newKey = uint256(keccak256("new order key"));
        vm.prank(operator);
        sequencerRegistry.rotateOrderKey(vm.addr(newKey), uint64(block.number) + 1);
        advance(2);
        pair.secondSignature = signature(newKey, digestOf(keccak256(bytes.concat(pair.typeHash, pair.second))));
        proves(checker, abi.encode(pair), 1, abi.encode(pair.typeHash, ROLLUP_ID, uint64(0)));
    }

    function test_refusesOneObjectTwice() external {
        ObjectPair memory pair = promisePair();
        pair.second = pair.first;
        pair.secondSignature = pair.firstSignature;
        bytes32 hash = keccak256(bytes.concat(pair.typeHash, pair.first));
        refuses(checker, abi.encode(pair), abi.encodeWithSelector(SlotPairs.ObjectsEqual.selector, hash));
    }

    function test_refusesTwoSlots() external {
        InclusionPromise memory promised = promiseOf(make(1, 3, 0).batch.cut[0]);
        bytes memory first = abi.encode(promised);
        promised.seq = 1;
        ObjectPair memory pair = pairOf(CandorTypes.INCLUSION_PROMISE_TYPEHASH, first, abi.encode(promised));
        refuses(
            checker,
            abi.encode(pair),
            abi.encodeWithSelector(SlotPairs.SlotsDiffer.selector, 1, bytes32(0), bytes32(uint256(1)))
        );
    }

    function test_refusesTwoGenerations() external {
        BatchHeader memory changed = header();
        bytes memory first = abi.encode(changed);
        changed.generation = 1;
        ObjectPair memory pair = pairOf(CandorTypes.BATCH_HEADER_TYPEHASH, first, abi.encode(changed));
        refuses(
            checker,
            abi.encode(pair),
            abi.encodeWithSelector(SlotPairs.SlotsDiffer.selector, 1, bytes32(0), bytes32(uint256(1)))
        );
    }

    function test_refusesAStrangersKey() external {
        ObjectPair memory pair = promisePair();
        bytes32 digest = digestOf(keccak256(bytes.concat(pair.typeHash, pair.second)));
        pair.secondSignature = signature(STRANGER, digest);
        bytes memory reason = abi.encodeWithSelector(SequencerFaultChecker.SignerUnknown.selector, vm.addr(STRANGER));
        refuses(checker, abi.encode(pair), reason);
        (pair.first, pair.second) = (pair.second, pair.first);
        (pair.firstSignature, pair.secondSignature) = (pair.secondSignature, pair.firstSignature);
        refuses(checker, abi.encode(pair), reason);
    }

    function test_refusesAnotherSequencersKey() external {
        ObjectPair memory pair = promisePair();
        vm.prank(admin);
        bytes32 other = sequencerRegistry.register(address(0x57A), vm.addr(STRANGER), beaconKey("standby"));
        bytes32 digest = digestOf(keccak256(bytes.concat(pair.typeHash, pair.second)));
        pair.secondSignature = signature(STRANGER, digest);
        refuses(
            checker,
            abi.encode(pair),
            abi.encodeWithSelector(SequencerFaultChecker.SequencerMismatch.selector, sequencerId, other)
        );
    }

    function test_refusesAnotherRollup() external {
        InclusionPromise memory promised = promiseOf(make(1, 3, 0).batch.cut[0]);
        promised.rollupId = 5;
        bytes memory first = abi.encode(promised);
        promised.txHash = keccak256("another transaction");
        ObjectPair memory pair = pairOf(CandorTypes.INCLUSION_PROMISE_TYPEHASH, first, abi.encode(promised));
        refuses(
            checker,
            abi.encode(pair),
            abi.encodeWithSelector(FaultChecker.RollupIdMismatch.selector, ROLLUP_ID, uint64(5))
        );
    }

    function test_refusesAnotherDomain() external {
        ObjectPair memory pair = promisePair();
        bytes32 separator = CandorTypes.domainSeparator(block.chainid, address(0xBAD));
        bytes32 hash = keccak256(bytes.concat(pair.typeHash, pair.second));
        pair.secondSignature = signature(orderKey, separator.digest(hash));
        neverProves(checker, abi.encode(pair));
    }

    function test_refusesObjectsWithoutASlot() external {
        DataStatement memory statement = dataStatementOf(make(1, 3, 0).posted);
        bytes memory first = abi.encode(statement);
        statement.dataHash = keccak256("compressed otherwise");
        ObjectPair memory pair = pairOf(CandorTypes.DATA_STATEMENT_TYPEHASH, first, abi.encode(statement));
        refuses(
            checker, abi.encode(pair), abi.encodeWithSelector(EquivocationChecker.TypeHasNoSlot.selector, pair.typeHash)
        );
    }

    /// @dev The words of a header read as a cut's are no cut: the type hash is signed.
    function test_refusesAnObjectUnderAnotherType() external {
        BatchHeader memory changed = header();
        bytes memory first = abi.encode(changed);
        changed.orderRoot = keccak256("another order");
        ObjectPair memory pair = pairOf(CandorTypes.BATCH_HEADER_TYPEHASH, first, abi.encode(changed));
        pair.typeHash = CandorTypes.CUT_TYPEHASH;
        refuses(checker, abi.encode(pair), abi.encodeWithSelector(SlotPairs.ObjectLength.selector, 13 * 32, 18 * 32));
    }

    function test_refusesABrokenSignature() external {
        ObjectPair memory pair = promisePair();
        pair.secondSignature = new bytes(64);
        bytes32 digest = digestOf(keccak256(bytes.concat(pair.typeHash, pair.second)));
        refuses(checker, abi.encode(pair), abi.encodeWithSelector(FaultChecker.SignatureInvalid.selector, digest));
    }
}
