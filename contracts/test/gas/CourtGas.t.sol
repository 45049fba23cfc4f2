// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ProvenFault} from "../../src/dispute/IFaultChecker.sol";
import {IDisputeCourt} from "../../src/dispute/IDisputeCourt.sol";
import {DisputeVerdict} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {CourtFixture} from "../dispute/CourtFixture.sol";

/// @notice What the court's calls cost with five seats, in gas of a whole transaction; a proof without what its checker takes. No fuzz.
/// forge-config: default.isolate = true
contract CourtGasTest is CourtFixture {
    function measure(string memory name) private {
        vm.snapshotGasLastCall("Court", name);
    }

    function test_proof() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        ProvenFault memory found = faultIn(WRONG_ORDER, batch);
        bytes32 commitment = faults.proofCommitment(prover, found.kind, keccak256(abi.encode(found)));
        IRollup.BatchCommitment memory opening = commitmentOf(batch);
        faults.commitProof(commitment);
        measure("commitProof");
        passTo(block.timestamp + 1);
        faults.prove(found.kind, prover, abi.encode(found));
        measure("prove, without the checker's part");
        faults.hold(found.faultId, opening);
        measure("hold");
        passTo(block.timestamp + 30);
        vault.executeSlash(found.faultId);
        measure("executeSlash");
    }

    function test_rollback() external {
        IRollup.ParentBatch[] memory batches = posted(3);
        bytes32 faultId = proveAndHold(batches[1]);
        controller.propose(batches[0], faultId);
        measure("propose");
        bytes[] memory signatures = ratifications(faultId, 0, 3);
        controller.ratify(faultId, signatures);
        measure("ratify: 3 of 5 seats");
        passTo(block.timestamp + 4);
        controller.execute(faultId, batches[0]);
        measure("execute");
    }

    function test_dispute() external {
        IRollup.ParentBatch memory batch = posted(1)[0];
        vm.prank(challenger);
        bytes32 disputeId = disputes.challenge{value: 0.1 ether}(batch, EVIDENCE);
        measure("challenge");
        vm.prank(user);
        disputes.join{value: 0.1 ether}(disputeId, EVIDENCE);
        measure("join");
        IDisputeCourt.Dispute memory dispute = disputes.disputeOf(disputeId);
        passTo(dispute.evidenceUntil + 1);
        for (uint256 i = 0; i < 3; ++i) {
            commitVote(i, verdictOf(disputeId, INVALID));
        }
        measure("commitVote");
        passTo(dispute.commitUntil + 1);
        DisputeVerdict[] memory verdicts = new DisputeVerdict[](3);
        bytes[] memory signatures = new bytes[](3);
        for (uint256 i = 0; i < 3; ++i) {
            verdicts[i] = verdictOf(disputeId, INVALID);
            signatures[i] = signVerdict(i, verdicts[i]);
        }
        disputes.revealVotes(verdicts, signatures);
        measure("revealVotes: 3");
        disputes.close(disputeId);
        measure("close: upheld");
    }
}
