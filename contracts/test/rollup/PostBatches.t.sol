// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {CandorTypes, DataStatement} from "../../src/libraries/CandorTypes.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {RollupFixture} from "./RollupFixture.sol";

contract PostBatchesTest is RollupFixture {
    function test_postsTheFirstBatchAfterGenesis() external {
        IRollup.PostedBatch memory batch = next();
        vm.expectEmit(address(rollup));
        emit IRollup.BatchPosted(
            1,
            0,
            batchHashOf(batch.header),
            executionHashOf(batch.statement),
            keccak256(abi.encodePacked(batch.dataHashes)),
            uint64(block.timestamp),
            CHALLENGE_WINDOW_SECONDS,
            7,
            0
        );
        post(batch);

        vm.assertEq(rollup.latestNumber(), 1, "latest");
        vm.assertEq(rollup.coveredCount(), 7, "covered");
        vm.assertEq(rollup.commitmentOf(1), keccak256(abi.encode(commitmentOf(head))), "commitment");
        vm.assertEq(uint256(rollup.statusOf(1)), uint256(IRollup.BatchStatus.POSTED), "status");
        vm.assertEq(uint256(rollup.statusOf(2)), uint256(IRollup.BatchStatus.NONE), "no next one");
    }

    function test_postsSeveralBatchesOfDifferentOriginsInOneTransaction() external {
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](5);
        IRollup.ParentBatch memory parent = head;
        advance(3);
        for (uint256 i = 0; i < batches.length; ++i) {
            batches[i] = build(parent, DEPLOYMENT_BLOCK + uint64(i / 2), uint64(i), 0);
            parent = opened(batches[i]);
        }
        post(batches);
        vm.assertEq(rollup.latestNumber(), 5, "latest");
        vm.assertEq(rollup.coveredCount(), 0 + 1 + 2 + 3 + 4, "covered");
        post(next());
        vm.assertEq(rollup.latestNumber(), 6, "and one after them");
    }

    function test_tracesWhatIsCoveredOverTime() external {
        uint64 before = uint64(block.timestamp) - 1;
        uint64 first = uint64(block.timestamp);
        post(next());
        advance(2);
        uint64 second = uint64(block.timestamp);
        post(next());
        vm.assertEq(rollup.coveredCountAt(before), 0, "before");
        vm.assertEq(rollup.coveredCountAt(first), 7, "at the first");
        vm.assertEq(rollup.coveredCountAt(second - 1), 7, "between");
        vm.assertEq(rollup.coveredCountAt(second), 14, "at the second");
    }

    function test_refusesAContractAsPoster() external {
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](1);
        batches[0] = next();
        IRollup.ParentBatch memory parent = head;
        vm.expectRevert(abi.encodeWithSelector(IRollup.CallerNotPlainAccount.selector, address(this), poster));
        vm.prank(address(this), poster);
        rollup.postBatches(parent, batches);
        vm.etch(poster, abi.encodePacked(hex"ef0100", address(rollup)));
        vm.expectRevert(abi.encodeWithSelector(IRollup.CallerNotPlainAccount.selector, poster, poster));
        vm.prank(poster, poster);
        rollup.postBatches(parent, batches);
    }

    function test_refusesNoBatchAndTooMany() external {
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchCountOutOfRange.selector, 0, 64));
        rollup.postBatches(parent, new IRollup.PostedBatch[](0));
        vm.prank(poster, poster);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BatchCountOutOfRange.selector, 65, 64));
        rollup.postBatches(parent, new IRollup.PostedBatch[](65));
    }

    function test_refusesAGenesisParentThatIsNotZero() external {
        IRollup.PostedBatch memory batch = next();
        head.dataHash = bytes32(uint256(1));
        IRollup.ParentBatch memory empty;
        refuse(
            batch,
            abi.encodeWithSelector(
                IRollup.CommitmentMismatch.selector, 0, keccak256(abi.encode(empty)), keccak256(abi.encode(head))
            )
        );
    }

    function test_refusesAParentThatDoesNotOpenTheCommitment() external {
        post(next());
        IRollup.PostedBatch memory batch = next();
        bytes32 stored = rollup.commitmentOf(1);
        head.postedAt += 1;
        refuse(
            batch,
            abi.encodeWithSelector(
                IRollup.CommitmentMismatch.selector, 1, stored, keccak256(abi.encode(commitmentOf(head)))
            )
        );
    }

    function test_refusesAnotherRollup() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.rollupId = 1;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.RollupIdMismatch.selector, ROLLUP_ID, 1));
    }

    function test_refusesAnotherGeneration() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.generation = 1;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.GenerationNotCurrent.selector, 0, 1));
    }

    function test_refusesAGapInNumbers() external {
        post(next());
        IRollup.PostedBatch memory batch = next();
        batch.header.number = 3;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BatchNumberGap.selector, 2, 3));
        batch.header.number = 1;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BatchNumberGap.selector, 2, 1));
    }

    function test_refusesAnotherParentHash() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.parentHash = keccak256("another genesis");
        sign(batch);
        refuse(
            batch,
            abi.encodeWithSelector(IRollup.ParentHashMismatch.selector, GENESIS_HASH, keccak256("another genesis"))
        );
    }

    function test_refusesAGapInSeqs() external {
        post(next());
        IRollup.PostedBatch memory batch = next();
        batch.header.firstSeq = 8;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.SeqGap.selector, 7, 8));
        batch.header.firstSeq = 6;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.SeqGap.selector, 7, 6));
    }

    function test_refusesASealNotAfterTheParents() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.sealedAtMillis = GENESIS_TIMESTAMP * 1000;
        sign(batch);
        refuse(
            batch,
            abi.encodeWithSelector(
                IRollup.SealedTimeNotAfterParent.selector, GENESIS_TIMESTAMP * 1000, GENESIS_TIMESTAMP * 1000
            )
        );
    }

    function test_refusesASealInTheFutureUntilItsTimeComes() external {
        IRollup.PostedBatch memory batch = next();
        uint64 latest = (uint64(block.timestamp) + 60) * 1000;
        batch.header.sealedAtMillis = latest + 1;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.SealedTimeInFuture.selector, latest, latest + 1));
        advance(1);
        post(batch);
        vm.assertEq(rollup.latestNumber(), 1, "posted later");
    }

    function test_refusesDeposits() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.depositsThrough = 1;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.DepositsThroughMismatch.selector, 0, 1));
    }

    function test_refusesAnOriginBeforeTheParentsOrTheDeployment() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.l1OriginNumber = DEPLOYMENT_BLOCK - 1;
        sign(batch);
        refuse(
            batch, abi.encodeWithSelector(IRollup.OriginBeforeParent.selector, DEPLOYMENT_BLOCK, DEPLOYMENT_BLOCK - 1)
        );
        advance(2);
        post(next());
        batch = next();
        batch.header.l1OriginNumber = DEPLOYMENT_BLOCK;
        sign(batch);
        refuse(
            batch, abi.encodeWithSelector(IRollup.OriginBeforeParent.selector, DEPLOYMENT_BLOCK + 2, DEPLOYMENT_BLOCK)
        );
    }

    function test_refusesAnOriginThatIsNotYetKnown() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.l1OriginNumber = uint64(block.number);
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.OriginUnknown.selector, block.number));
    }

    function test_refusesAnotherOriginHash() external {
        IRollup.PostedBatch memory batch = next();
        bytes32 expected = batch.header.l1OriginHash;
        batch.header.l1OriginHash = keccak256("fork");
        sign(batch);
        refuse(
            batch,
            abi.encodeWithSelector(IRollup.OriginHashMismatch.selector, newestOrigin(), expected, keccak256("fork"))
        );
    }

    function test_refusesAnotherPolicy() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.policyHash = keccak256("my own rules");
        sign(batch);
        refuse(
            batch,
            abi.encodeWithSelector(
                IRollup.PolicyHashMismatch.selector, rollup.policyHashAt(newestOrigin()), keccak256("my own rules")
            )
        );
    }

    function test_refusesABeaconKindThatThePolicyDoesNotAllow() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.beaconKind = 2;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BeaconKindNotAllowed.selector, 3, 2));
        batch.header.beaconKind = 255;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BeaconKindNotAllowed.selector, 3, 255));
    }

    function test_postsABatchWithoutBeacon() external {
        IRollup.PostedBatch memory batch = next();
        batch.header.beaconKind = 0;
        batch.beaconSignature = "";
        sign(batch);
        vm.assertEq(batch.header.seed, keccak256(abi.encode(cutHashOf(batch.header))), "seed of the cut hash alone");
        post(batch);
    }

    function test_refusesABeaconSignatureOfAnotherLength() external {
        IRollup.PostedBatch memory batch = next();
        batch.beaconSignature = hex"01";
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BeaconSignatureLength.selector, 96, 1));
        batch.header.beaconKind = 0;
        sign(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.BeaconSignatureLength.selector, 0, 1));
    }

    function test_refusesASeedThatIsNotOfTheBeacon() external {
        IRollup.PostedBatch memory batch = next();
        bytes32 expected = batch.header.seed;
        batch.header.seed = keccak256("a better one");
        signHeader(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.SeedMismatch.selector, expected, keccak256("a better one")));
    }

    function test_refusesAHeaderOfAnotherSigner() external {
        IRollup.PostedBatch memory batch = next();
        uint256 thief = uint256(keccak256("thief"));
        batch.headerSignature = signature(thief, batchHashOf(batch.header));
        refuse(batch, abi.encodeWithSelector(IRollup.HeaderSignerMismatch.selector, vm.addr(ORDER_KEY), vm.addr(thief)));
        batch.headerSignature = hex"00";
        refuse(batch, abi.encodeWithSelector(IRollup.HeaderSignerMismatch.selector, vm.addr(ORDER_KEY), address(0)));
    }

    function test_refusesAMalleatedSignature() external {
        IRollup.PostedBatch memory batch = next();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(orderKey, batchHashOf(batch.header));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        batch.headerSignature = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        refuse(batch, abi.encodeWithSelector(IRollup.HeaderSignerMismatch.selector, vm.addr(ORDER_KEY), address(0)));
    }

    function test_refusesAStatementOfAnotherBatch() external {
        IRollup.PostedBatch memory batch = next();
        batch.statement.batchHash = keccak256("another batch");
        signStatement(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.StatementMismatch.selector, 1));
        sign(batch);
        batch.statement.number = 2;
        signStatement(batch);
        refuse(batch, abi.encodeWithSelector(IRollup.StatementMismatch.selector, 1));
    }

    function test_refusesAStatementOfAnotherSigner() external {
        IRollup.PostedBatch memory batch = next();
        uint256 thief = uint256(keccak256("thief"));
        batch.statementSignature = signature(thief, executionHashOf(batch.statement));
        refuse(
            batch, abi.encodeWithSelector(IRollup.StatementSignerMismatch.selector, vm.addr(ORDER_KEY), vm.addr(thief))
        );
    }

    function test_refusesABatchWithoutItsDataOnL1() external {
        IRollup.PostedBatch memory batch = next();
        batch.dataHashes[0] = keccak256("kept for myself");
        refuse(batch, abi.encodeWithSelector(IRollup.DataChunkMissing.selector, keccak256("kept for myself")));
        batch.dataHashes = new bytes32[](0);
        refuse(batch, abi.encodeWithSelector(IRollup.DataHashCountOutOfRange.selector, 0, 64));
        batch.dataHashes = new bytes32[](65);
        refuse(batch, abi.encodeWithSelector(IRollup.DataHashCountOutOfRange.selector, 65, 64));
    }

    function test_refusesDataThatTheOrderKeyDidNotSign() external {
        IRollup.PostedBatch memory batch = next();
        uint256 thief = uint256(keccak256("thief"));
        batch.dataSignature = signature(thief, dataDigestOf(dataStatementOf(batch)));
        refuse(batch, abi.encodeWithSelector(IRollup.DataSignerMismatch.selector, vm.addr(ORDER_KEY), vm.addr(thief)));
        batch.dataSignature = "";
        refuse(batch, abi.encodeWithSelector(IRollup.DataSignerMismatch.selector, vm.addr(ORDER_KEY), address(0)));
        batch.dataSignature = batch.statementSignature;
        refuseData(batch);
        signData(batch);
        post(batch);
        vm.assertEq(rollup.latestNumber(), 1, "posted with its own");
    }

    /// @dev Who saw a signed batch before it was posted cannot post it with chunks of their own.
    function test_refusesChunksThatTheSignedOnesWereExchangedFor() external {
        vm.prank(user, user);
        rollup.postData("garbage");
        IRollup.PostedBatch memory batch = next();
        bytes32 good = batch.dataHashes[0];
        batch.dataHashes[0] = keccak256("garbage");
        refuseData(batch);
        batch.dataHashes = new bytes32[](2);
        (batch.dataHashes[0], batch.dataHashes[1]) = (good, keccak256("garbage"));
        refuseData(batch);
        // signed they are the signer's own act, and order matters
        signData(batch);
        (batch.dataHashes[0], batch.dataHashes[1]) = (batch.dataHashes[1], batch.dataHashes[0]);
        refuseData(batch);
        (batch.dataHashes[0], batch.dataHashes[1]) = (batch.dataHashes[1], batch.dataHashes[0]);
        post(batch);
        vm.assertEq(rollup.latestNumber(), 1, "posted as signed");
    }

    function test_refusesADataStatementOfAnotherBatch(uint8 member, bytes32 other) external {
        IRollup.PostedBatch memory batch = next();
        DataStatement memory statement = dataStatementOf(batch);
        uint64 step = 1 + uint64(uint256(other) % 1000);
        if (member % 5 == 0) statement.rollupId += step;
        else if (member % 5 == 1) statement.generation += step;
        else if (member % 5 == 2) statement.number += step;
        else if (member % 5 == 3) statement.batchHash = keccak256(abi.encode(other));
        else statement.dataHash = keccak256(abi.encode(other));
        batch.dataSignature = signature(orderKey, dataDigestOf(statement));
        refuseData(batch);
        signData(batch);
        post(batch);
    }

    /// @dev The signer that is found is anybody: another digest recovers to some key.
    function refuseData(IRollup.PostedBatch memory batch) private {
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](1);
        batches[0] = batch;
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        vm.expectPartialRevert(IRollup.DataSignerMismatch.selector);
        rollup.postBatches(parent, batches);
    }

    function test_refusesABatchWithoutTheBondAtItsOrigin() external {
        // given half of what must be bonded is gone, slashed in block n
        bytes32 faultId = keccak256("fault");
        grant(3, slasher);
        vm.prank(slasher);
        vault.queueSlash(sequencerId, faultId, 9.5 ether, address(0), 0);
        uint64 slashedAt = uint64(block.number);
        advance(2);
        // when and then: an origin before n is good, one from n on is not
        IRollup.PostedBatch memory before = build(head, slashedAt - 1, 1, 0);
        IRollup.PostedBatch memory later = build(head, slashedAt, 1, 0);
        refuse(later, abi.encodeWithSelector(IRollup.SequencerBondTooLow.selector, sequencerId, MIN_BOND, 0.5 ether));
        post(before);
        // and topping up gives the right back from the next origin on
        vault.deposit{value: 1 ether}(sequencerId);
        advance(1);
        post(next());
        vm.assertEq(rollup.latestNumber(), 2, "posted again");
    }

    function test_chunksAreRecordedOnceWithTheirPoster() external {
        vm.expectEmit(address(rollup));
        emit IRollup.DataPosted(keccak256("chunk"), poster, 5);
        vm.prank(poster, poster);
        rollup.postData("chunk");
        uint64 at = uint64(block.number);
        advance(1);
        vm.prank(user, user);
        rollup.postData("chunk");
        (uint64 blockNumber, address found) = rollup.dataChunk(keccak256("chunk"));
        vm.assertEq(blockNumber, at, "the first block");
        vm.assertEq(found, poster, "the first poster");
    }

    function test_refusesChunksOutOfBoundsOrFromContracts() external {
        vm.startPrank(poster, poster);
        vm.expectRevert(abi.encodeWithSelector(IRollup.ChunkLengthOutOfRange.selector, 0, 98_304));
        rollup.postData("");
        vm.expectRevert(abi.encodeWithSelector(IRollup.ChunkLengthOutOfRange.selector, 98_305, 98_304));
        rollup.postData(new bytes(98_305));
        rollup.postData(new bytes(98_304));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IRollup.CallerNotPlainAccount.selector, address(this), poster));
        vm.prank(address(this), poster);
        rollup.postData("chunk");
    }

    function test_answersGenesisAndItsParts() external view {
        vm.assertEq(rollup.genesisHash(), GENESIS_HASH, "genesis hash");
        vm.assertEq(rollup.deploymentBlock(), DEPLOYMENT_BLOCK, "deployment block");
        vm.assertEq(rollup.forcedDelayBlocks(), FORCED_DELAY_BLOCKS, "delay");
        vm.assertEq(rollup.forcedInbox(), address(inbox), "inbox");
        vm.assertEq(rollup.parameterRegistry(), address(parameters), "parameters");
        vm.assertEq(rollup.sequencerRegistry(), address(sequencerRegistry), "registry");
        vm.assertEq(
            rollup.policyHashAt(DEPLOYMENT_BLOCK), CandorTypes.hash(rollup.policyAt(DEPLOYMENT_BLOCK)), "policy"
        );
        vm.assertEq(rollup.DATA_STATEMENT_TYPEHASH(), CandorTypes.DATA_STATEMENT_TYPEHASH, "type hash");
        vm.assertEq(rollup.BATCH_HEADER_TYPEHASH(), CandorTypes.BATCH_HEADER_TYPEHASH, "type hash");
        vm.assertEq(rollup.domainSeparator(), CandorTypes.domainSeparator(block.chainid, address(rollup)), "separator");
    }
}
