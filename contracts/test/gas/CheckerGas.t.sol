// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EquivocationChecker} from "../../src/dispute/checkers/EquivocationChecker.sol";
import {ForcedEntryChecker, ForcedEntryEvidence} from "../../src/dispute/checkers/ForcedEntryChecker.sol";
import {LatenessChecker, LatenessEvidence} from "../../src/dispute/checkers/LatenessChecker.sol";
import {ObjectPair} from "../../src/dispute/checkers/SlotPairs.sol";
import {SubstitutionChecker, SubstitutionEvidence} from "../../src/dispute/checkers/SubstitutionChecker.sol";
import {WrongSeedChecker, WrongSeedEvidence} from "../../src/dispute/checkers/WrongSeedChecker.sol";
import {IFaultChecker} from "../../src/dispute/IFaultChecker.sol";
import {CandorTypes} from "../../src/libraries/CandorTypes.sol";
import {Ordering} from "../../src/libraries/Ordering.sol";
import {BeaconSigner} from "../dispute/checkers/BeaconSigner.sol";
import {Batch, HonestBatches} from "../dispute/checkers/HonestBatches.sol";
import {OrderEvidenceFixture} from "../dispute/checkers/OrderEvidenceFixture.sol";

/// @notice What a proof costs, in gas of the call of `check` with everything cold, without the transaction's 21,000 and calldata; in
/// batches of 1,024 arrivals. The bounds are the design's.
contract CheckerGasTest is OrderEvidenceFixture {
    using CandorTypes for *;
    using HonestBatches for Batch;

    uint256 private constant ARRIVALS = 128;
    uint256 private constant SALT = 10;

    /// @dev The call's own gas: memory of this test is grown before.
    function measure(IFaultChecker checker, bytes memory evidence, uint256 goal, string memory name) private {
        bytes memory input = abi.encodeCall(IFaultChecker.check, (evidence));
        cool();
        vm.cool(address(checker));
        uint256 before = gasleft();
        (bool proven,) = address(checker).staticcall(input);
        uint256 used = before - gasleft();
        vm.assertTrue(proven, name);
        vm.assertLe(used, goal, name);
        vm.snapshotValue("FaultCheckers", name, used);
    }

    function cool() private {
        address[7] memory warm = [
            address(rollup),
            address(sequencerRegistry),
            address(inbox),
            address(parameters),
            address(auditAnchor),
            checked.witnessRegistry,
            address(vault)
        ];
        for (uint256 i = 0; i < warm.length; ++i) {
            vm.cool(warm[i]);
        }
    }

    function large() private view returns (Made memory) {
        return make(SALT, ARRIVALS, 0);
    }

    function test_equivocation() external {
        bytes32 typeHash = CandorTypes.BATCH_HEADER_TYPEHASH;
        Batch memory batch = make(SALT, 5, 0).batch;
        ObjectPair memory pair;
        pair.typeHash = typeHash;
        pair.first = abi.encode(batch.header);
        pair.firstSignature = signature(orderKey, batchHashOf(batch.header));
        batch.header.orderRoot = keccak256("another order");
        pair.second = abi.encode(batch.header);
        pair.secondSignature = signature(orderKey, batchHashOf(batch.header));
        measure(new EquivocationChecker(checked), abi.encode(pair), 80_000, "F1: two headers");
    }

    function test_lateness() external {
        LatenessEvidence memory late;
        late.promised = signed(promiseOf(make(SALT, 5, 0).batch.cut[0]));
        late.policy = policy();
        postMany(20);
        late.promised.promised.seq = rollup.coveredCount();
        late.promised = signed(late.promised.promised);
        measure(new LatenessChecker(checked), abi.encode(late), 75_000, "F2: promise");
        forceSome(1);
        advance(30);
        delete late;
        late.forced = true;
        measure(new LatenessChecker(checked), abi.encode(late), 75_000, "F2: forced entry");
    }

    function test_substitution() external {
        Batch memory batch = large().batch;
        SubstitutionEvidence memory found;
        found.promised = signed(promiseOf(batch.cut[70]));
        ++batch.cut[70].nonce;
        batch.seal();
        found.batch = signed(batch.header);
        (found.leaf, found.proof) = (batch.cut[70], batch.cutProof(70));
        measure(new SubstitutionChecker(checked), abi.encode(found), 90_000, "F3: cut leaf of 128");
    }

    function test_wrongOrder() external {
        Made memory made = large();
        Batch memory batch = made.batch;
        (batch.order[60], batch.order[61]) = (batch.order[61], batch.order[60]);
        batch.seal();
        measure(orderChecker, neighbours(batch, 60), 110_000, "F4: inversion in 128");
        uint64 index = batch.order[60].seqOrForcedIndex;
        ++batch.cut[index].nonce;
        batch.seal();
        bytes memory evidence_ = decodedArrival(batch, index, false, made.rawTxs[index]);
        measure(orderChecker, evidence_, 250_000, "F4: false leaf, transfer decoded");
        batch.cut[index].duplicateOf = 0;
        batch.seal();
        measure(orderChecker, duplicate(batch, index, batch, 0), 250_000, "F4: false duplicate");
    }

    function test_wrongSeed() external {
        Batch memory batch = make(SALT, 5, 0).batch;
        bytes memory beacon = BeaconSigner.sign(BEACON_SECRET, keccak256("another cut"));
        batch.header.seed = Ordering.seedOf(beacon, cutHashOf(batch.header));
        bytes memory evidence_ = abi.encode(WrongSeedEvidence(signed(batch.header), beacon));
        measure(new WrongSeedChecker(checked), evidence_, 250_000, "F5: another cut's signature");
    }

    function test_forcedEntry() external {
        forceSome(1);
        Batch memory batch = make(SALT, ARRIVALS, 1).batch;
        batch.order[0].txHash = keccak256("another");
        batch.seal();
        ForcedEntryEvidence memory found;
        found.batch = signed(batch.header);
        (found.leaf, found.proof) = (batch.order[0], batch.orderProof(0));
        measure(new ForcedEntryChecker(checked), abi.encode(found), 110_000, "F7: altered entry in 129");
    }
}
