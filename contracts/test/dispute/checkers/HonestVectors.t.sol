// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EquivocationChecker} from "../../../src/dispute/checkers/EquivocationChecker.sol";
import {ObjectPair} from "../../../src/dispute/checkers/SlotPairs.sol";
import {SubstitutionChecker, SubstitutionEvidence} from "../../../src/dispute/checkers/SubstitutionChecker.sol";
import {WrongOrderChecker} from "../../../src/dispute/checkers/WrongOrderChecker.sol";
import {WrongSeedChecker, WrongSeedEvidence} from "../../../src/dispute/checkers/WrongSeedChecker.sol";
import {BatchHeader, CandorTypes} from "../../../src/libraries/CandorTypes.sol";
import {CutLeaf, OrderLeaf} from "../../../src/libraries/Leaves.sol";
import {Rollup} from "../../../src/rollup/Rollup.sol";
import {AnsweringL1} from "./AnsweringL1.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";
import {OrderEvidenceFixture} from "./OrderEvidenceFixture.sol";

/// @notice The batches of spec/vectors/ordering.json, which every implementation makes: no checker finds a fault in them.
/// @dev Without F7: their forced entries begin at 40, so that none of them follows genesis.
contract HonestVectorsTest is OrderEvidenceFixture {
    using HonestBatches for Batch;

    uint256 private constant LARGEST = 11;

    struct ArrivalVector {
        bytes arrivalLeaf;
        bytes cutLeaf;
        uint64 duplicateOf;
        uint64 nonce;
        uint32 position;
        bytes raw;
        uint64 receivedAtMillis;
        address sender;
        uint64 seq;
        bytes32 txHash;
    }

    struct OrderVector {
        uint8 kind;
        bytes leaf;
        uint64 nonce;
        uint32 position;
        address sender;
        uint64 seqOrForcedIndex;
        bytes32 sortKey;
        bytes32 txHash;
    }

    SubstitutionChecker private substitution;
    WrongSeedChecker private seeds;
    EquivocationChecker private equivocation;

    function setUp() public override {
        string memory json = vectors();
        string memory domain = vm.readFile("../spec/vectors/eip712.json");
        vm.chainId(vm.parseJsonUint(domain, ".domain.chainId"));
        vm.roll(100_000);
        AnsweringL1.Answers memory answers;
        answers.sequencerId = "sequencer";
        answers.orderKey = vm.parseJsonAddress(json, ".orderKey");
        answers.beaconKey = vm.parseJsonBytes(json, ".beaconKey");
        address l1 = address(new AnsweringL1(answers));
        checked.rollupId = uint64(vm.parseJsonUint(json, ".chainId"));
        checked.rollup = vm.parseJsonAddress(domain, ".domain.verifyingContract");
        checked.sequencerRegistry = l1;
        checked.forcedInbox = l1;
        vm.etch(checked.rollup, l1.code);
        rollup = Rollup(checked.rollup);
        orderKey = vm.parseJsonUint(json, ".orderPrivateKey");
        orderChecker = new WrongOrderChecker(checked);
        substitution = new SubstitutionChecker(checked);
        seeds = new WrongSeedChecker(checked);
        equivocation = new EquivocationChecker(checked);
    }

    function test_noBatchOfTheVectorsIsAFault() external view {
        uint256 tried;
        for (uint256 i = 0; i < 13; ++i) {
            if (this.tryCase(i)) ++tried;
        }
        vm.assertEq(tried, 12, "all but the large one");
    }

    /// @dev A call of its own, whose memory is gone afterwards.
    function tryCase(uint256 i) external view returns (bool) {
        string memory json = vectors();
        Batch memory batch;
        batch.header = headerAt(json, caseAt(i));
        if (batch.header.seqCount > LARGEST) return false;
        bytes[] memory raws = fill(batch, json, caseAt(i));
        bytes32 arrivalRoot = batch.header.arrivalRoot;
        batch.seal();
        vm.assertEq(batch.header.arrivalRoot, arrivalRoot, "these leaves are the vector's");
        tryArrivals(batch, raws);
        tryOrder(batch);
        tryHeader(batch.header, vm.parseJsonBytes(json, string.concat(caseAt(i), ".beaconSignature")));
        return true;
    }

    function vectors() private view returns (string memory) {
        return vm.readFile("../spec/vectors/ordering.json");
    }

    function tryArrivals(Batch memory batch, bytes[] memory raws) private view {
        for (uint64 i = 0; i < batch.cut.length; ++i) {
            neverProves(orderChecker, arrivalLeaves(batch, batch, i));
            neverProves(orderChecker, position(batch, i));
            neverProves(orderChecker, decodedArrival(batch, i, false, raws[i]));
            neverProves(orderChecker, decodedArrival(batch, i, true, raws[i]));
            SubstitutionEvidence memory found;
            found.promised = signed(promiseOf(batch.cut[i]));
            found.batch = signed(batch.header);
            (found.leaf, found.position, found.proof) = (batch.cut[i], batch.positions[i], batch.cutProof(i));
            neverProves(substitution, abi.encode(found));
            for (uint64 j = 0; j < batch.cut.length; ++j) {
                neverProves(orderChecker, duplicate(batch, i, batch, j));
            }
        }
    }

    function tryOrder(Batch memory batch) private view {
        for (uint32 i = 0; i < batch.order.length; ++i) {
            if (i + 1 < batch.order.length) neverProves(orderChecker, neighbours(batch, i));
            for (uint64 j = 0; j < batch.cut.length; ++j) {
                neverProves(orderChecker, orderedArrival(batch, i, j));
            }
        }
    }

    function tryHeader(BatchHeader memory header, bytes memory beaconSignature) private view {
        neverProves(seeds, abi.encode(WrongSeedEvidence(signed(header), beaconSignature)));
        ObjectPair memory pair;
        pair.typeHash = CandorTypes.BATCH_HEADER_TYPEHASH;
        (pair.first, pair.second) = (abi.encode(header), abi.encode(header));
        pair.firstSignature = signature(orderKey, batchHashOf(header));
        pair.secondSignature = pair.firstSignature;
        neverProves(equivocation, abi.encode(pair));
    }

    function fill(Batch memory batch, string memory json, string memory path)
        private
        view
        returns (bytes[] memory raws)
    {
        ArrivalVector[] memory arrivals = arrivalsAt(json, path);
        raws = new bytes[](arrivals.length);
        batch.cut = new CutLeaf[](arrivals.length);
        batch.positions = new uint32[](arrivals.length);
        for (uint256 i = 0; i < arrivals.length; ++i) {
            ArrivalVector memory v = arrivals[i];
            raws[i] = v.raw;
            batch.cut[i] = CutLeaf(v.seq, v.txHash, v.sender, v.nonce, v.receivedAtMillis, v.duplicateOf);
            batch.positions[i] = v.position;
        }
        OrderVector[] memory order = orderAt(json, path);
        batch.order = new OrderLeaf[](order.length);
        for (uint256 i = 0; i < order.length; ++i) {
            OrderVector memory v = order[i];
            batch.order[i] = OrderLeaf(v.position, v.kind, v.seqOrForcedIndex, v.txHash, v.sender, v.nonce, v.sortKey);
        }
    }

    function caseAt(uint256 i) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "]");
    }

    function headerAt(string memory json, string memory at) private pure returns (BatchHeader memory) {
        return abi.decode(
            vm.parseJsonType(
                json,
                string.concat(at, ".header"),
                "BatchHeader(uint64 rollupId,uint64 generation,uint64 number,bytes32 parentHash,uint64 firstSeq,uint64 seqCount,uint32 txCount,bytes32 cutRoot,bytes32 arrivalRoot,bytes32 orderRoot,uint8 beaconKind,bytes32 seed,bytes32 policyHash,uint64 sealedAtMillis,uint64 forcedThrough,uint64 depositsThrough,uint64 l1OriginNumber,bytes32 l1OriginHash)"
            ),
            (BatchHeader)
        );
    }

    function arrivalsAt(string memory json, string memory at) private pure returns (ArrivalVector[] memory) {
        return abi.decode(
            vm.parseJsonTypeArray(
                json,
                string.concat(at, ".arrivals"),
                "ArrivalJson(bytes arrivalLeaf,bytes cutLeaf,uint64 duplicateOf,uint64 nonce,uint32 position,bytes raw,uint64 receivedAtMillis,address sender,uint64 seq,bytes32 txHash)"
            ),
            (ArrivalVector[])
        );
    }

    function orderAt(string memory json, string memory at) private pure returns (OrderVector[] memory) {
        return abi.decode(
            vm.parseJsonTypeArray(
                json,
                string.concat(at, ".order"),
                "OrderJson(uint8 kind,bytes leaf,uint64 nonce,uint32 position,address sender,uint64 seqOrForcedIndex,bytes32 sortKey,bytes32 txHash)"
            ),
            (OrderVector[])
        );
    }
}
