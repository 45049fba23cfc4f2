// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {CandorTypes, RollbackRatification} from "../libraries/CandorTypes.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {Majorities} from "../witness/Majorities.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRollbackController} from "./IRollbackController.sol";

/// @title RollbackController
/// @notice See {IRollbackController}.
contract RollbackController is IRollbackController, AccessManagedUpgradeable, UUPSUpgradeable {
    using CandorTypes for *;
    using SafeCast for uint256;

    uint8 private constant WRONG_EXECUTION = 8;

    /// @custom:storage-location erc7201:candor.storage.RollbackController
    struct RollbackControllerStorage {
        IRollup rollup;
        IFaultRegister faultRegister;
        IWitnessRegistry witnessRegistry;
        IParameterRegistry parameterRegistry;
        mapping(bytes32 faultId => Proposal) proposals;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.RollbackController")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x7e6fd90e285cb86114a4228fd172bb64dca60a00ede7043b6bee3b8522e92400;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address rollup_, address faultRegister_, address witnessRegistry_)
        external
        initializer
    {
        __AccessManaged_init(authority_);
        RollbackControllerStorage storage $ = _storage();
        $.rollup = IRollup(rollup_);
        $.faultRegister = IFaultRegister(faultRegister_);
        $.witnessRegistry = IWitnessRegistry(witnessRegistry_);
        $.parameterRegistry = IParameterRegistry($.rollup.parameterRegistry());
    }

    /// @inheritdoc IRollbackController
    function propose(IRollup.ParentBatch calldata anchor, bytes32 faultId) external {
        RollbackControllerStorage storage $ = _storage();
        IFaultRegister.Fault memory fault = _heldFault($, faultId);
        uint64 current = uint64(block.timestamp);
        uint64 until = _ratifyUntil($, fault);
        require(fault.kind == WRONG_EXECUTION || current <= until, RatificationClosed(until, current));
        uint64 generation = $.rollup.generation();
        Proposal storage proposal = $.proposals[faultId];
        require(
            proposal.status == ProposalStatus.NONE || proposal.generation != generation,
            AlreadyProposed(faultId, generation)
        );
        proposal.anchorHash = _checkAnchor($, anchor, fault.number);
        proposal.anchorNumber = anchor.header.number;
        proposal.status = ProposalStatus.PROPOSED;
        proposal.generation = generation;
        proposal.seatsAsOf = current - 1;
        proposal.executableAt = 0;
        emit RollbackProposed(
            faultId, generation, proposal.anchorNumber, proposal.anchorHash, proposal.seatsAsOf, until
        );
        if (fault.ratified) _ratify($, faultId, proposal);
    }

    /// @inheritdoc IRollbackController
    function ratify(bytes32 faultId, bytes[] calldata signatures) external {
        RollbackControllerStorage storage $ = _storage();
        Proposal storage proposal = _proposal($, faultId, ProposalStatus.PROPOSED);
        IFaultRegister.Fault memory fault = _heldFault($, faultId);
        uint64 current = uint64(block.timestamp);
        uint64 until = _ratifyUntil($, fault);
        require(fault.kind == WRONG_EXECUTION || current <= until, RatificationClosed(until, current));
        RollbackRatification memory ratification = RollbackRatification({
            rollupId: $.rollup.rollupId(),
            generation: proposal.generation,
            faultId: faultId,
            anchorNumber: proposal.anchorNumber,
            anchorHash: proposal.anchorHash
        });
        bytes32 digest = $.rollup.domainSeparator().digest(ratification.hash());
        bool twoOperators = Majorities.requireMajority($.witnessRegistry, proposal.seatsAsOf, digest, signatures);
        require(twoOperators, OneOperatorOnly(faultId));
        _ratify($, faultId, proposal);
    }

    /// @inheritdoc IRollbackController
    function cancel(bytes32 faultId) external restricted {
        RollbackControllerStorage storage $ = _storage();
        Proposal storage proposal = _proposal($, faultId, ProposalStatus.RATIFIED);
        IFaultRegister.Fault memory fault = _heldFault($, faultId);
        proposal.status = ProposalStatus.CANCELLED;
        emit RollbackCancelled(faultId, proposal.generation);
        $.faultRegister.releaseHold(faultId, fault.kind == WRONG_EXECUTION);
    }

    /// @inheritdoc IRollbackController
    function execute(bytes32 faultId, IRollup.ParentBatch calldata anchor) external {
        RollbackControllerStorage storage $ = _storage();
        Proposal storage proposal = _proposal($, faultId, ProposalStatus.RATIFIED);
        require(
            block.timestamp >= proposal.executableAt, VetoWindowOpen(proposal.executableAt, uint64(block.timestamp))
        );
        _heldFault($, faultId);
        require(
            anchor.header.number == proposal.anchorNumber, AnchorNotParent(proposal.anchorNumber, anchor.header.number)
        );
        proposal.status = ProposalStatus.EXECUTED;
        $.rollup.rollbackTo(anchor, faultId);
        emit RollbackCompleted(faultId, proposal.generation);
    }

    /// @inheritdoc IRollbackController
    function expire(bytes32 faultId) external {
        RollbackControllerStorage storage $ = _storage();
        IFaultRegister.Fault memory fault = _heldFault($, faultId);
        require(fault.kind != WRONG_EXECUTION, RatifiedByVote(faultId));
        ProposalStatus status = $.proposals[faultId].status;
        bool ratified = status == ProposalStatus.RATIFIED && $.proposals[faultId].generation == $.rollup.generation();
        require(!ratified, ProposalStatusUnfit(faultId, status));
        uint64 until = _ratifyUntil($, fault);
        require(block.timestamp > until, RatificationOpen(until, uint64(block.timestamp)));
        emit RollbackExpired(faultId);
        $.faultRegister.releaseHold(faultId, false);
    }

    /// @inheritdoc IRollbackController
    function proposalOf(bytes32 faultId) external view returns (Proposal memory) {
        return _storage().proposals[faultId];
    }

    /// @inheritdoc IRollbackController
    function ratifyUntil(bytes32 faultId) external view returns (uint64) {
        RollbackControllerStorage storage $ = _storage();
        return _ratifyUntil($, $.faultRegister.faultOf(faultId));
    }

    /// @inheritdoc IRollbackController
    function rollup() external view returns (address) {
        return address(_storage().rollup);
    }

    /// @inheritdoc IRollbackController
    function faultRegister() external view returns (address) {
        return address(_storage().faultRegister);
    }

    function _ratify(RollbackControllerStorage storage $, bytes32 faultId, Proposal storage proposal) private {
        proposal.status = ProposalStatus.RATIFIED;
        proposal.executableAt = uint64(block.timestamp) + _parameter($, ParameterKeys.ROLLBACK_VETO_SECONDS);
        emit RollbackRatified(faultId, proposal.generation, proposal.executableAt);
    }

    /// @dev A fault whose posted batch is kept open for it and was not voided meanwhile.
    function _heldFault(RollbackControllerStorage storage $, bytes32 faultId)
        private
        view
        returns (IFaultRegister.Fault memory fault)
    {
        fault = $.faultRegister.faultOf(faultId);
        require(fault.heldCommitment != bytes32(0) && !fault.released, FaultNotHeld(faultId));
        require($.rollup.commitmentOf(fault.number) == fault.heldCommitment, FaultyBatchVoid(faultId, fault.number));
    }

    /// @dev Nothing changed since the proposal that its signers meant: one generation, one anchor.
    function _proposal(RollbackControllerStorage storage $, bytes32 faultId, ProposalStatus status)
        private
        view
        returns (Proposal storage proposal)
    {
        proposal = $.proposals[faultId];
        require(proposal.status == status, ProposalStatusUnfit(faultId, proposal.status));
        uint64 generation = $.rollup.generation();
        require(proposal.generation == generation, GenerationEnded(generation, proposal.generation));
    }

    function _checkAnchor(RollbackControllerStorage storage $, IRollup.ParentBatch calldata anchor, uint64 faulty)
        private
        view
        returns (bytes32 anchorHash)
    {
        uint64 number = anchor.header.number;
        require(number + 1 == faulty, AnchorNotParent(faulty - 1, number));
        uint64 floor = $.rollup.finalFloor();
        require(number >= floor, AnchorBelowFinalFloor(floor, number));
        uint64 maximum = _parameter($, ParameterKeys.ROLLBACK_MAX_VOID_BATCHES);
        uint64 voided = $.rollup.latestNumber() - number;
        require(voided <= maximum, TooManyBatchesVoid(maximum, voided));
        // The older fault's rollback voids this batch as well.
        uint32 openFaults = $.faultRegister.holdOf($.rollup.commitmentOf(number)).openFaults;
        require(openFaults == 0, AnchorFaulty(number, openFaults));
        return _checkAnchorOpening($, anchor);
    }

    function _checkAnchorOpening(RollbackControllerStorage storage $, IRollup.ParentBatch calldata anchor)
        private
        view
        returns (bytes32 anchorHash)
    {
        uint64 number = anchor.header.number;
        // Genesis has no commitment; the Rollup opens it by zeros.
        if (number == 0) return $.rollup.genesisHash();
        anchorHash = $.rollup.domainSeparator().digest(CandorTypes.hash(anchor.header));
        bytes32 found = keccak256(
            abi.encode(
                IRollup.BatchCommitment({
                    batchHash: anchorHash,
                    executionHash: anchor.executionHash,
                    dataHash: anchor.dataHash,
                    postedAt: anchor.postedAt,
                    challengeWindow: anchor.challengeWindow
                })
            )
        );
        bytes32 posted = $.rollup.commitmentOf(number);
        require(found == posted, AnchorMismatch(number, posted, found));
    }

    /// @dev A rollback for another fault ends the generation that signers meant; the time begins anew.
    function _ratifyUntil(RollbackControllerStorage storage $, IFaultRegister.Fault memory fault)
        private
        view
        returns (uint64)
    {
        uint64 from = fault.provenAt;
        uint64 startedAt = $.rollup.generationStart($.rollup.generation()).startedAt;
        if (startedAt > from) from = startedAt;
        return from + _parameter($, ParameterKeys.ROLLBACK_RATIFICATION_SECONDS);
    }

    function _parameter(RollbackControllerStorage storage $, bytes32 key) private view returns (uint64) {
        return $.parameterRegistry.valueAt(key, uint64(block.number)).toUint64();
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (RollbackControllerStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
