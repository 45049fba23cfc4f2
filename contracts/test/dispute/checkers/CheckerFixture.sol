// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {IFaultChecker, ProvenFault} from "../../../src/dispute/IFaultChecker.sol";
import {CheckedRollup} from "../../../src/dispute/checkers/FaultChecker.sol";
import {SignedHeader, SignedPromise} from "../../../src/dispute/checkers/SequencerFaultChecker.sol";
import {BatchHeader, CandorTypes, InclusionPromise, Policy} from "../../../src/libraries/CandorTypes.sol";
import {CutLeaf, Leaves, OrderLeaf} from "../../../src/libraries/Leaves.sol";
import {MerkleTree} from "../../../src/libraries/MerkleTree.sol";
import {Ordering} from "../../../src/libraries/Ordering.sol";
import {Rlp} from "../../../src/libraries/Rlp.sol";
import {IRollup} from "../../../src/rollup/IRollup.sol";
import {IWitnessRegistry} from "../../../src/witness/IWitnessRegistry.sol";
import {RollupFixture} from "../../rollup/RollupFixture.sol";
import {BeaconSigner} from "./BeaconSigner.sol";
import {Batch, HonestBatches} from "./HonestBatches.sol";

/// @notice A deployment with a sequencer whose batches are honest in every leaf, and three seats of two owners.
abstract contract CheckerFixture is RollupFixture {
    using CandorTypes for *;
    using HonestBatches for Batch;

    uint256 internal constant BEACON_SECRET = uint256(keccak256("beacon secret")) >> 4;
    uint256 internal constant STRANGER = uint256(keccak256("a stranger's key"));
    uint64 internal constant TX_GAS = 21_000;

    /// @dev A batch as its sequencer has it; `rawTxs` in the order of seq, empty for EMPTY arrivals.
    struct Made {
        Batch batch;
        IRollup.PostedBatch posted;
        bytes[] rawTxs;
    }

    CheckedRollup internal checked;
    bytes[] internal forcedTxs;

    function setUp() public virtual override {
        super.setUp();
        checked = CheckedRollup({
            rollupId: ROLLUP_ID,
            rollup: address(rollup),
            sequencerRegistry: address(sequencerRegistry),
            forcedInbox: address(inbox),
            parameterRegistry: address(parameters),
            auditAnchor: address(auditAnchor),
            witnessRegistry: address(deployment.witnessRegistry())
        });
        bytes memory key = BeaconSigner.keyOf(BEACON_SECRET);
        vm.prank(operator);
        sequencerRegistry.rotateBeaconKey(key, uint64(block.number) + 1);
        advance(2);
    }

    function witnesses() internal view virtual override returns (IWitnessRegistry.SeatConfig[] memory list) {
        list = new IWitnessRegistry.SeatConfig[](3);
        for (uint256 i = 0; i < 3; ++i) {
            list[i] = IWitnessRegistry.SeatConfig({
                owner: witnessOwner(i),
                signingKey: vm.addr(witnessKey(i)),
                logKey: bytes32(i),
                beaconKey: BeaconSigner.keyOf(witnessKey(i) >> 4),
                operator: keccak256(abi.encode("operator", i)),
                client: keccak256(abi.encode("client", i % 2)),
                jurisdiction: "jurisdiction"
            });
        }
    }

    function witnessKey(uint256 i) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("witness", i)));
    }

    /// @dev The first two seats are one owner's.
    function witnessOwner(uint256 i) internal pure returns (address) {
        return address(uint160(0x0117E550 + i / 2));
    }

    function policy() internal view returns (Policy memory) {
        return rollup.policyAt(newestOrigin());
    }

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return rollup.domainSeparator().digest(structHash);
    }

    function signed(BatchHeader memory header) internal view returns (SignedHeader memory) {
        return SignedHeader(header, signature(orderKey, batchHashOf(header)));
    }

    function signed(InclusionPromise memory promised) internal view returns (SignedPromise memory) {
        return SignedPromise(promised, signature(orderKey, digestOf(promised.hash())));
    }

    function promiseOf(CutLeaf memory leaf) internal view returns (InclusionPromise memory) {
        Policy memory current = policy();
        return HonestBatches.promiseOf(leaf, ROLLUP_ID, current.inclusionDelaySeconds, current.hash());
    }

    /// @dev Refused for exactly this reason.
    function refuses(IFaultChecker checker, bytes memory evidence, bytes memory reason) internal {
        vm.expectRevert(reason);
        checker.check(evidence);
    }

    /// @dev Refused, whatever the reason.
    function neverProves(IFaultChecker checker, bytes memory evidence) internal view {
        (bool proven,) = address(checker).staticcall(abi.encodeCall(IFaultChecker.check, (evidence)));
        vm.assertFalse(proven, "an honest act was proven to be a fault");
    }

    function proves(IFaultChecker checker, bytes memory evidence, uint8 kind, bytes memory slot)
        internal
        view
        returns (ProvenFault memory fault)
    {
        fault = provesAgainst(checker, evidence, kind, sequencerId, slot);
    }

    function provesAgainst(IFaultChecker checker, bytes memory evidence, uint8 kind, bytes32 accused, bytes memory slot)
        internal
        view
        returns (ProvenFault memory fault)
    {
        fault = checker.check(evidence);
        vm.assertEq(fault.kind, kind, "kind");
        vm.assertEq(fault.accused, accused, "accused");
        vm.assertEq(fault.rollupId, ROLLUP_ID, "rollup");
        vm.assertEq(fault.slot, slot, "slot");
        vm.assertEq(fault.faultId, keccak256(abi.encode(kind, accused, ROLLUP_ID, slot)), "fault id");
    }

    function provesIn(IFaultChecker checker, bytes memory evidence, uint8 kind, BatchHeader memory header)
        internal
        view
    {
        ProvenFault memory fault = proves(checker, evidence, kind, abi.encode(header.generation, header.number));
        vm.assertEq(fault.batch.generation, header.generation, "generation");
        vm.assertEq(fault.batch.number, header.number, "number");
        vm.assertEq(fault.batch.batchHash, batchHashOf(header), "batch hash");
    }

    /// @dev The next batch: `arrivals` drawn from `salt` (transactions of three senders, duplicates, EMPTY ones) and `taken` forced
    /// entries, ordered, proven and signed as the protocol wants.
    function make(uint256 salt, uint256 arrivals, uint64 taken) internal view returns (Made memory made) {
        made = make(salt, arrivals, taken, 1);
    }

    function make(uint256 salt, uint256 arrivals, uint64 taken, uint8 beaconKind)
        internal
        view
        returns (Made memory made)
    {
        made.posted = build(head, newestOrigin(), uint64(arrivals), head.header.forcedThrough + taken);
        Batch memory batch = made.batch;
        batch.header = made.posted.header;
        batch.header.beaconKind = beaconKind;
        fillCut(made, salt, arrivals);
        arrangeAnew(made);
    }

    /// @dev Seed, order and signatures for what stands in the cut.
    function arrangeAnew(Made memory made) internal view {
        Batch memory batch = made.batch;
        uint64 before = head.header.forcedThrough;
        uint64 taken = batch.header.forcedThrough - before;
        uint8 beaconKind = batch.header.beaconKind;
        batch.header.cutRoot = MerkleTree.root(MerkleTree.Hash.KECCAK256, batch.cutHashes());
        bytes32 cutHash = cutHashOf(batch.header);
        made.posted.beaconSignature = beaconKind == 0 ? bytes("") : BeaconSigner.sign(BEACON_SECRET, cutHash);
        batch.header.seed = Ordering.seedOf(made.posted.beaconSignature, cutHash);
        OrderLeaf[] memory forced = new OrderLeaf[](taken);
        for (uint64 i = 0; i < taken; ++i) {
            forced[i] = forcedLeaf(before + i);
        }
        batch.arrange(policy().ordering, forced);
        signHeader(made.posted);
    }

    function fillCut(Made memory made, uint256 salt, uint256 arrivals) private view {
        BatchHeader memory header = made.batch.header;
        made.batch.cut = new CutLeaf[](arrivals);
        made.rawTxs = new bytes[](arrivals);
        for (uint256 i = 0; i < arrivals; ++i) {
            CutLeaf memory leaf = made.batch.cut[i];
            leaf.seq = header.firstSeq + uint64(i);
            leaf.duplicateOf = Leaves.NO_DUPLICATE;
            uint256 draw = uint256(keccak256(abi.encode(salt, i)));
            if (draw % 8 == 7) continue;
            uint256 sender = uint256(keccak256(abi.encode("sender", draw % 3)));
            leaf.receivedAtMillis = header.sealedAtMillis - 900 + uint64(i);
            uint256 first = (draw >> 8) % (i + 1);
            if (draw % 8 == 6 && first < i && HonestBatches.isOrdered(made.batch.cut[first])) {
                CutLeaf memory repeated = made.batch.cut[first];
                (leaf.txHash, leaf.sender, leaf.nonce) = (repeated.txHash, repeated.sender, repeated.nonce);
                leaf.duplicateOf = repeated.seq;
                made.rawTxs[i] = made.rawTxs[first];
                continue;
            }
            leaf.nonce = uint64((draw >> 16) % 4);
            made.rawTxs[i] = rawTx(sender, leaf.nonce, leaf.seq);
            leaf.txHash = keccak256(made.rawTxs[i]);
            leaf.sender = vm.addr(sender);
        }
    }

    /// @dev A legacy transfer (EIP-155) of `value` wei.
    function rawTx(uint256 key, uint64 nonce, uint256 value) internal pure returns (bytes memory) {
        bytes memory fields = bytes.concat(
            RLP.encode(uint256(nonce)),
            RLP.encode(uint256(1 gwei)),
            RLP.encode(uint256(TX_GAS)),
            RLP.encode(address(0xBEEF)),
            RLP.encode(value),
            RLP.encode(bytes(""))
        );
        bytes memory unsigned = bytes.concat(fields, RLP.encode(uint256(ROLLUP_ID)), hex"8080");
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(bytes.concat(Rlp.listPrefix(unsigned.length), unsigned)));
        bytes memory whole = bytes.concat(
            fields,
            RLP.encode(uint256(v) - 27 + 35 + 2 * uint256(ROLLUP_ID)),
            RLP.encode(uint256(r)),
            RLP.encode(uint256(s))
        );
        return bytes.concat(Rlp.listPrefix(whole.length), whole);
    }

    /// @dev Queues a transfer with the gas it declares (its leaf names the sender) or with more (it does not).
    function forceTransfer(uint256 key, uint64 nonce, uint64 gasLimit) internal {
        bytes memory raw = rawTx(key, nonce, 7);
        uint256 fee = inbox.feeFor(gasLimit);
        vm.prank(user);
        inbox.force{value: fee}(raw, gasLimit);
        forcedTxs.push(raw);
    }

    /// @dev Entries of {forceTransfer} only.
    function forcedLeaf(uint64 index) private view returns (OrderLeaf memory leaf) {
        leaf.kind = 1;
        leaf.seqOrForcedIndex = index;
        leaf.txHash = keccak256(forcedTxs[index]);
        if (inbox.entry(index).gasLimit != TX_GAS) return leaf;
        leaf.sender = vm.addr(uint256(keccak256(abi.encode("sender", index % 3))));
        leaf.nonce = index;
    }

    function forceSome(uint64 count) internal {
        for (uint64 i = 0; i < count; ++i) {
            forceTransfer(uint256(keccak256(abi.encode("sender", i % 3))), i, i % 2 == 0 ? TX_GAS : 2 * TX_GAS);
        }
        advance(2);
    }
}
