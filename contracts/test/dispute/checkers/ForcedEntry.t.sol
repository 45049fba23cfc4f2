// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FaultChecker} from "../../../src/dispute/checkers/FaultChecker.sol";
import {ForcedEntryChecker, ForcedEntryEvidence} from "../../../src/dispute/checkers/ForcedEntryChecker.sol";
import {BatchHeader} from "../../../src/libraries/CandorTypes.sol";
import {CheckerFixture} from "./CheckerFixture.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";

/// @notice F7: forced entries that are not where they must be.
contract ForcedEntryTest is CheckerFixture {
    using HonestBatches for Batch;

    uint256 private constant SALT = 9;

    ForcedEntryChecker private checker;

    function setUp() public override {
        super.setUp();
        checker = new ForcedEntryChecker(checked);
        forceSome(4);
    }

    function evidenceOf(Batch memory batch, uint32 position) private view returns (ForcedEntryEvidence memory found) {
        found.batch = signed(batch.header);
        found.parent = head.header;
        found.position = position;
        found.leaf = batch.order[position];
        found.proof = batch.orderProof(position);
    }

    function inPlace(uint32 position) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ForcedEntryChecker.LeafInPlace.selector, position);
    }

    function test_provesASkippedEntry() external view {
        Batch memory batch = make(SALT, 4, 2).batch;
        batch.order[1] = batch.order[2];
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(batch, 1)), 7, batch.header);
    }

    function test_provesAnAlteredEntry() external view {
        Batch memory batch = make(SALT, 4, 2).batch;
        batch.order[1].txHash = keccak256("another transaction");
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(batch, 1)), 7, batch.header);
    }

    function test_provesEntriesOutOfTurn() external view {
        Batch memory batch = make(SALT, 4, 2).batch;
        (batch.order[0], batch.order[1]) = (batch.order[1], batch.order[0]);
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(batch, 0)), 7, batch.header);
    }

    function test_provesAnEntryThatWasNotTaken() external view {
        Batch memory batch = make(SALT, 4, 2).batch;
        --batch.header.forcedThrough;
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(batch, 1)), 7, batch.header);
    }

    function test_provesByTheHeaderAloneThatTheOrderHasNoRoom() external view {
        Batch memory batch = make(7, 0, 2).batch;
        batch.header.txCount = 1;
        ForcedEntryEvidence memory found;
        found.batch = signed(batch.header);
        provesIn(checker, abi.encode(found), 7, batch.header);
    }

    function test_provesInALaterBatch() external {
        post(make(SALT, 3, 2).posted);
        Batch memory batch = make(SALT, 3, 2).batch;
        batch.order[0].seqOrForcedIndex = 0;
        batch.seal();
        provesIn(checker, abi.encode(evidenceOf(batch, 0)), 7, batch.header);
    }

    function test_refusesEveryLeafOfHonestBatches() external {
        for (uint256 i = 0; i < 2; ++i) {
            Made memory made = make(SALT, 4, 2);
            for (uint32 position = 0; position < made.batch.order.length; ++position) {
                refuses(checker, abi.encode(evidenceOf(made.batch, position)), inPlace(position));
            }
            post(made.posted);
        }
    }

    function test_refusesAParentThatIsNot() external {
        post(make(SALT, 3, 2).posted);
        Batch memory batch = make(SALT, 3, 2).batch;
        ForcedEntryEvidence memory found = evidenceOf(batch, 0);
        found.parent.forcedThrough = 1;
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(
                ForcedEntryChecker.ParentHashMismatch.selector, batch.header.parentHash, batchHashOf(found.parent)
            )
        );
    }

    function test_refusesTheLeafOfAnotherPosition() external {
        Batch memory batch = make(SALT, 4, 2).batch;
        ForcedEntryEvidence memory found = evidenceOf(batch, 3);
        found.position = 1;
        BatchHeader memory header = batch.header;
        refuses(
            checker,
            abi.encode(found),
            abi.encodeWithSelector(FaultChecker.LeafNotProven.selector, header.orderRoot, 1, header.txCount)
        );
    }
}
