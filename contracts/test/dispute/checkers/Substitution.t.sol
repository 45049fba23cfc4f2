// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultChecker} from "../../../src/dispute/checkers/FaultChecker.sol";
import {SequencerFaultChecker, SignedHeader} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {SubstitutionChecker, SubstitutionEvidence} from "../../../src/dispute/checkers/SubstitutionChecker.sol";
import {CandorTypes} from "../../../src/libraries/CandorTypes.sol";
import {CheckerFixture} from "./CheckerFixture.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";

/// @notice F3: promised one thing, batched another.
contract SubstitutionTest is CheckerFixture {
    using CandorTypes for *;
    using HonestBatches for Batch;

    uint256 private constant SALT = 9;

    SubstitutionChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new SubstitutionChecker(checked);
    }

    /// @dev The promise of what honestly stood at `index`, and what stands there.
    function evidenceOf(Made memory honest, Batch memory batch, uint256 index, bool inArrivalTree)
        private
        view
        returns (SubstitutionEvidence memory found)
    {
        found.promised = signed(promiseOf(honest.batch.cut[index]));
        found.batch = signed(batch.header);
        found.leaf = batch.cut[index];
        found.inArrivalTree = inArrivalTree;
        found.position = batch.positions[index];
        found.proof = inArrivalTree ? batch.arrivalProof(index) : batch.cutProof(index);
    }

    function substituted() private view returns (Batch memory batch) {
        batch = make(SALT, 5, 0).batch;
        batch.cut[2].txHash = keccak256("another transaction");
        batch.seal();
    }

    function test_provesAnotherTransactionInTheCutTree() external view {
        Batch memory batch = substituted();
        provesIn(checker, abi.encode(evidenceOf(make(SALT, 5, 0), batch, 2, false)), 3, batch.header);
    }

    function test_provesAnotherTransactionInTheArrivalTree() external view {
        Batch memory batch = substituted();
        provesIn(checker, abi.encode(evidenceOf(make(SALT, 5, 0), batch, 2, true)), 3, batch.header);
    }

    function test_provesAnOmission() external view {
        Batch memory batch = make(SALT, 5, 0).batch;
        (batch.cut[2].txHash, batch.cut[2].sender) = (bytes32(0), address(0));
        (batch.cut[2].nonce, batch.cut[2].receivedAtMillis) = (0, 0);
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(make(SALT, 5, 0), batch, 2, false)), 3, batch.header);
    }

    function test_provesAChangedTimeNonceOrSender() external view {
        Made memory honest = make(SALT, 5, 0);
        Batch memory batch = make(SALT, 5, 0).batch;
        ++batch.cut[2].receivedAtMillis;
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(honest, batch, 2, false)), 3, batch.header);
        --batch.cut[2].receivedAtMillis;
        ++batch.cut[2].nonce;
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(honest, batch, 2, false)), 3, batch.header);
        --batch.cut[2].nonce;
        batch.cut[2].sender = address(1);
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(honest, batch, 2, false)), 3, batch.header);
    }

    function test_refusesAKeptPromise() external {
        Made memory made = make(SALT, 5, 0);
        bytes memory reason = abi.encodeWithSelector(SubstitutionChecker.PromiseKept.selector, uint64(2));
        refuses(checker, abi.encode(evidenceOf(made, made.batch, 2, false)), reason);
        refuses(checker, abi.encode(evidenceOf(made, made.batch, 2, true)), reason);
    }

    function test_refusesTheLeafOfAnotherSeq() external {
        Made memory made = make(SALT, 5, 0);
        SubstitutionEvidence memory found = evidenceOf(made, made.batch, 2, false);
        found.promised = signed(promiseOf(made.batch.cut[3]));
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(FaultChecker.LeafNotProven.selector, made.batch.header.cutRoot, uint64(3), uint64(5))
        );
    }

    function test_refusesAnAlteredLeaf() external {
        Made memory made = make(SALT, 5, 0);
        SubstitutionEvidence memory found = evidenceOf(made, made.batch, 2, false);
        ++found.leaf.nonce;
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(FaultChecker.LeafNotProven.selector, made.batch.header.cutRoot, uint64(2), uint64(5))
        );
    }

    function test_refusesASeqOutsideTheBatch() external {
        Batch memory batch = substituted();
        SubstitutionEvidence memory found = evidenceOf(make(SALT, 5, 0), batch, 2, false);
        found.promised.promised.seq = 5;
        found.promised = signed(found.promised.promised);
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(SequencerFaultChecker.SeqNotInBatch.selector, uint64(5), uint64(0), uint64(5))
        );
    }

    function test_refusesAHeaderOfAStranger() external {
        Batch memory batch = substituted();
        SubstitutionEvidence memory found = evidenceOf(make(SALT, 5, 0), batch, 2, false);
        found.batch = SignedHeader(batch.header, signature(STRANGER, batchHashOf(batch.header)));
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(
                SequencerFaultChecker.HeaderSignerMismatch.selector, vm.addr(orderKey), vm.addr(STRANGER)
            )
        );
    }

    function test_refusesAHeaderOfAnotherRollup() external {
        Batch memory batch = substituted();
        SubstitutionEvidence memory found = evidenceOf(make(SALT, 5, 0), batch, 2, false);
        found.batch.header.rollupId = 5;
        found.batch = signed(found.batch.header);
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(FaultChecker.RollupIdMismatch.selector, ROLLUP_ID, uint64(5))
        );
    }

    function test_refusesAHeaderWithAnOriginToCome() external {
        Batch memory batch = substituted();
        batch.header.l1OriginNumber = uint64(block.number);
        SubstitutionEvidence memory found = evidenceOf(make(SALT, 5, 0), batch, 2, false);
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(
                SequencerFaultChecker.OriginNotPast.selector, uint64(block.number), uint64(block.number)
            )
        );
    }

    /// @dev What a successor batches is nothing that the sequencer before it promised.
    function test_refusesAPromiseOfAnotherSequencer() external {
        Batch memory batch = substituted();
        SubstitutionEvidence memory found = evidenceOf(make(SALT, 5, 0), batch, 2, false);
        vm.prank(admin);
        bytes32 other = sequencerRegistry.register(address(0x57A), vm.addr(STRANGER), beaconKey("standby"));
        found.promised.signature = signature(STRANGER, digestOf(found.promised.promised.hash()));
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(SequencerFaultChecker.SequencerMismatch.selector, sequencerId, other)
        );
    }
}
