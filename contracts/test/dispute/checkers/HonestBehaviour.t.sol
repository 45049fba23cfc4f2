// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EquivocationChecker} from "../../../src/dispute/checkers/EquivocationChecker.sol";
import {ForcedEntryChecker, ForcedEntryEvidence} from "../../../src/dispute/checkers/ForcedEntryChecker.sol";
import {LatenessChecker, LatenessEvidence} from "../../../src/dispute/checkers/LatenessChecker.sol";
import {OrderingDelayChecker, OrderingDelayEvidence} from "../../../src/dispute/checkers/OrderingDelayChecker.sol";
import {SignedHeader} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {ObjectPair} from "../../../src/dispute/checkers/SlotPairs.sol";
import {SubstitutionChecker, SubstitutionEvidence} from "../../../src/dispute/checkers/SubstitutionChecker.sol";
import {WrongSeedChecker, WrongSeedEvidence} from "../../../src/dispute/checkers/WrongSeedChecker.sol";
import {BatchHeader, CandorTypes} from "../../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";
import {OrderEvidenceFixture} from "./OrderEvidenceFixture.sol";

/// @notice Invariant 6 of the design: whatever leaves, promises and headers of honest batches are combined, nothing is a fault.
/// Batches are drawn, with duplicates, EMPTY arrivals, forced entries and a rollback between; every index is tried in every place.
contract HonestBehaviourTest is OrderEvidenceFixture {
    using CandorTypes for *;
    using HonestBatches for Batch;

    SubstitutionChecker private substitution;
    ForcedEntryChecker private forcedEntries;
    WrongSeedChecker private seeds;
    LatenessChecker private lateness;
    OrderingDelayChecker private delay;
    EquivocationChecker private equivocation;

    function setUp() public override {
        super.setUp();
        substitution = new SubstitutionChecker(checked);
        forcedEntries = new ForcedEntryChecker(checked);
        seeds = new WrongSeedChecker(checked);
        lateness = new LatenessChecker(checked);
        delay = new OrderingDelayChecker(checked);
        equivocation = new EquivocationChecker(checked);
        forceSome(4);
    }

    /// forge-config: default.fuzz.runs = 8
    /// forge-config: nightly.fuzz.runs = 400
    function testFuzz_noCombinationOfHonestLeavesIsAFault(uint256 salt, uint256 size, uint256 taken) external {
        Made memory first = make(salt, bound(size, 1, 5), uint64(bound(taken, 0, 2)));
        BatchHeader memory noParent;
        tryAll(first, first, noParent);
        post(first.posted);
        Made memory second = make(salt / 2, bound(size >> 8, 0, 5), uint64(bound(taken >> 8, 0, 2)));
        markRepeated(second, first);
        tryAll(second, first, first.batch.header);
    }

    /// forge-config: default.fuzz.runs = 8
    /// forge-config: nightly.fuzz.runs = 400
    function testFuzz_resequencingAfterARollbackIsNoFault(uint256 salt, uint256 size) external {
        Made memory anchor = make(salt, bound(size, 1, 4), 1);
        post(anchor.posted);
        IRollup.ParentBatch memory opened_ = head;
        Made memory voided = make(salt / 3, bound(size >> 8, 1, 4), 1);
        post(voided.posted);
        grantRollback();
        rollBackTo(opened_, keccak256("fault"));
        advance(1);
        Made memory again = make(salt / 3, voided.batch.cut.length, 1);
        again.batch.cut = voided.batch.cut;
        again.rawTxs = voided.rawTxs;
        arrangeAnew(again);
        tryAll(again, anchor, anchor.batch.header);
        trySubstitutions(again.batch, voided.batch);
        trySubstitutions(voided.batch, again.batch);
        tryDuplicates(again.batch, voided.batch);
        tryPairs(again.posted, voided.posted);
        tryPairs(voided.posted, again.posted);
        post(again.posted);
        advance(30);
        tryLateness(anchor.batch);
        tryLateness(again.batch);
        tryLateness(voided.batch);
    }

    /// @dev Transactions of `earlier` that come again, as the protocol marks them.
    function markRepeated(Made memory made, Made memory earlier) private view {
        for (uint256 i = 0; i < made.batch.cut.length && i < earlier.batch.cut.length; i += 2) {
            if (!HonestBatches.isOrdered(earlier.batch.cut[i]) || made.batch.cut[i].txHash == bytes32(0)) continue;
            bool isNamed;
            for (uint256 j = 0; j < made.batch.cut.length; ++j) {
                if (made.batch.cut[j].duplicateOf == made.batch.cut[i].seq) isNamed = true;
            }
            if (isNamed) continue;
            made.batch.cut[i].txHash = earlier.batch.cut[i].txHash;
            made.batch.cut[i].sender = earlier.batch.cut[i].sender;
            made.batch.cut[i].nonce = earlier.batch.cut[i].nonce;
            made.batch.cut[i].duplicateOf = earlier.batch.cut[i].seq;
            made.rawTxs[i] = earlier.rawTxs[i];
        }
        arrangeAnew(made);
    }

    function tryAll(Made memory made, Made memory earlier, BatchHeader memory parent) private view {
        trySubstitutions(made.batch, made.batch);
        trySubstitutions(made.batch, earlier.batch);
        tryOrder(made);
        tryDuplicates(made.batch, made.batch);
        tryDuplicates(made.batch, earlier.batch);
        tryDuplicates(earlier.batch, made.batch);
        tryForcedEntries(made.batch, parent);
        tryPairs(made.posted, made.posted);
        tryPairs(made.posted, earlier.posted);
        neverProves(seeds, abi.encode(WrongSeedEvidence(signed(made.batch.header), made.posted.beaconSignature)));
        neverProves(seeds, abi.encode(WrongSeedEvidence(signed(made.batch.header), earlier.posted.beaconSignature)));
    }

    /// @dev Every promise of one batch against every leaf of the other, and every delay.
    function trySubstitutions(Batch memory promised, Batch memory batch) private view {
        SignedHeader memory header = signed(batch.header);
        for (uint256 i = 0; i < promised.cut.length; ++i) {
            SubstitutionEvidence memory found;
            found.promised = signed(promiseOf(promised.cut[i]));
            found.batch = header;
            neverProves(delay, abi.encode(OrderingDelayEvidence(found.promised, header, policy())));
            for (uint256 j = 0; j < batch.cut.length; ++j) {
                (found.leaf, found.position) = (batch.cut[j], batch.positions[j]);
                (found.inArrivalTree, found.proof) = (false, batch.cutProof(j));
                neverProves(substitution, abi.encode(found));
                (found.inArrivalTree, found.proof) = (true, batch.arrivalProof(j));
                neverProves(substitution, abi.encode(found));
            }
        }
    }

    function tryOrder(Made memory made) private view {
        Batch memory batch = made.batch;
        for (uint32 i = 0; i < batch.order.length; ++i) {
            if (i + 1 < batch.order.length) neverProves(orderChecker, neighbours(batch, i));
            neverProves(orderChecker, sortKey(batch, i));
            for (uint64 j = 0; j < batch.cut.length; ++j) {
                neverProves(orderChecker, orderedArrival(batch, i, j));
                neverProves(orderChecker, decodedOrder(batch, i, made.rawTxs[j]));
            }
            if (batch.order[i].kind == 1) {
                bytes memory raw = forcedTxs[batch.order[i].seqOrForcedIndex];
                neverProves(orderChecker, decodedOrder(batch, i, raw));
            }
        }
        for (uint64 i = 0; i < batch.cut.length; ++i) {
            neverProves(orderChecker, arrivalLeaves(batch, batch, i));
            neverProves(orderChecker, position(batch, i));
            for (uint64 j = 0; j < batch.cut.length; ++j) {
                neverProves(orderChecker, decodedArrival(batch, i, false, made.rawTxs[j]));
                neverProves(orderChecker, decodedArrival(batch, i, true, made.rawTxs[j]));
            }
        }
    }

    function tryDuplicates(Batch memory batch, Batch memory earlier) private view {
        for (uint64 i = 0; i < batch.cut.length; ++i) {
            for (uint64 j = 0; j < earlier.cut.length; ++j) {
                neverProves(orderChecker, duplicate(batch, i, earlier, j));
            }
        }
    }

    function tryForcedEntries(Batch memory batch, BatchHeader memory parent) private view {
        ForcedEntryEvidence memory found;
        found.batch = signed(batch.header);
        found.parent = parent;
        neverProves(forcedEntries, abi.encode(found));
        for (uint32 i = 0; i < batch.order.length; ++i) {
            (found.leaf, found.proof) = (batch.order[i], batch.orderProof(i));
            for (uint32 at = 0; at < batch.order.length; ++at) {
                found.position = at;
                neverProves(forcedEntries, abi.encode(found));
            }
        }
    }

    /// @dev Headers, cuts and statements of two posts, all that an honest sequencer signed for them.
    function tryPairs(IRollup.PostedBatch memory first, IRollup.PostedBatch memory second) private view {
        tryPair(CandorTypes.BATCH_HEADER_TYPEHASH, abi.encode(first.header), abi.encode(second.header));
        tryPair(CandorTypes.CUT_TYPEHASH, abi.encode(first.header.cutOf()), abi.encode(second.header.cutOf()));
        bytes32 statement = CandorTypes.EXECUTION_STATEMENT_TYPEHASH;
        tryPair(statement, abi.encode(first.statement), abi.encode(second.statement));
    }

    function tryPair(bytes32 typeHash, bytes memory first, bytes memory second) private view {
        ObjectPair memory pair = ObjectPair({
            typeHash: typeHash,
            first: first,
            firstSignature: signature(orderKey, digestOf(keccak256(bytes.concat(typeHash, first)))),
            second: second,
            secondSignature: signature(orderKey, digestOf(keccak256(bytes.concat(typeHash, second))))
        });
        neverProves(equivocation, abi.encode(pair));
    }

    /// @dev A promise given now, or a rollback's `inclusionDelay` ago, of what is covered.
    function tryLateness(Batch memory batch) private view {
        for (uint256 i = 0; i < batch.cut.length; ++i) {
            LatenessEvidence memory late;
            uint64 received = uint64(block.timestamp - 300) * 1000;
            batch.cut[i].receivedAtMillis = received;
            late.promised = signed(promiseOf(batch.cut[i]));
            late.policy = policy();
            neverProves(lateness, abi.encode(late));
        }
        LatenessEvidence memory entry;
        entry.forced = true;
        neverProves(lateness, abi.encode(entry));
    }
}
