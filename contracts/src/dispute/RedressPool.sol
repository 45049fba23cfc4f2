// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {CandorTypes, InclusionPromise} from "../libraries/CandorTypes.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {ISequencerRegistry} from "../rollup/ISequencerRegistry.sol";
import {IBondVault} from "./IBondVault.sol";
import {IFaultRegister} from "./IFaultRegister.sol";
import {IRedressPool} from "./IRedressPool.sol";

/// @title RedressPool
/// @notice See {IRedressPool}.
contract RedressPool is IRedressPool, AccessManagedUpgradeable, UUPSUpgradeable, ReentrancyGuardTransient {
    using CandorTypes for *;
    using SafeCast for uint256;

    /// @custom:storage-location erc7201:candor.storage.RedressPool
    struct RedressPoolStorage {
        IRollup rollup;
        IFaultRegister faultRegister;
        IBondVault bondVault;
        IParameterRegistry parameterRegistry;
        ISequencerRegistry sequencerRegistry;
        uint256 reservedWei;
        mapping(bytes32 faultId => Claim) claims;
        mapping(uint64 interval => Interval) intervals;
        mapping(bytes32 faultId => bool) redressed;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.RedressPool")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0x97cfca0ab3b299b6bad07664eb08bbde0ad8c5d6a809c3557d03eee2107cc900;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address rollup_, address faultRegister_) external initializer {
        __AccessManaged_init(authority_);
        RedressPoolStorage storage $ = _storage();
        $.rollup = IRollup(rollup_);
        $.faultRegister = IFaultRegister(faultRegister_);
        $.bondVault = IBondVault($.faultRegister.bondVault());
        $.parameterRegistry = IParameterRegistry($.rollup.parameterRegistry());
        $.sequencerRegistry = ISequencerRegistry($.rollup.sequencerRegistry());
    }

    /// @notice Slashes' share, drawn from the vault; anybody may give more.
    receive() external payable {}

    /// @inheritdoc IRedressPool
    function claim(uint8 kind, InclusionPromise calldata promise_, bytes calldata signature) external {
        RedressPoolStorage storage $ = _storage();
        InclusionPromise memory broken = promise_;
        // Two promises of one rollup for one seq are a fault; one of another rollup would be none.
        uint64 rollupId = $.rollup.rollupId();
        require(broken.rollupId == rollupId, PromiseOfAnotherRollup(rollupId, broken.rollupId));
        (address signer,,) = ECDSA.tryRecoverCalldata($.rollup.domainSeparator().digest(broken.hash()), signature);
        bytes32 accused = $.sequencerRegistry.sequencerOfOrderKey(signer);
        require(accused != bytes32(0), PromiseSignerMismatch(accused, signer));
        bytes32 faultId = keccak256(abi.encode(kind, accused, rollupId, abi.encode(false, broken.seq)));
        IFaultRegister.Fault memory fault = $.faultRegister.faultOf(faultId);
        require(fault.provenAt != 0, FaultNotProven(faultId));
        require($.claims[faultId].holder == address(0), ClaimAlreadyFiled(faultId));
        (uint64 interval, uint64 until) = intervalOf(fault.provenAt);
        require(block.timestamp <= until, ClaimsClosed(until, uint64(block.timestamp)));
        require(!$.intervals[interval].settled, IntervalAlreadySettled(interval));
        uint256 compensation = $.rollup.policyAt(fault.provenHeight - 1).compensationWei;
        // Never more than the fault's own penalty brings, or whoever lost its bond could promise it back to itself.
        uint256 amount = Math.min(compensation, $.bondVault.redressOf(faultId));
        require(amount > 0, ClaimUnfunded(faultId));
        $.claims[faultId] = Claim({holder: broken.sender, paid: false, interval: interval, amountWei: amount});
        $.intervals[interval].claimedWei += amount;
        $.intervals[interval].claimUntil = until;
        emit ClaimFiled(faultId, broken.sender, interval, amount);
    }

    /// @inheritdoc IRedressPool
    function settle(uint64 interval) external nonReentrant {
        RedressPoolStorage storage $ = _storage();
        Interval storage state = $.intervals[interval];
        require(!state.settled, IntervalAlreadySettled(interval));
        uint64 until = state.claimUntil;
        require(until != 0, IntervalEmpty(interval));
        require(block.timestamp > until, ClaimsOpen(until, uint64(block.timestamp)));
        _draw($);
        state.settled = true;
        uint256 cap = _parameter(ParameterKeys.PENALTY_CREDIT_CAP_WEI);
        state.payableWei = Math.min(Math.min(state.claimedWei, cap), freeWei());
        $.reservedWei += state.payableWei;
        emit IntervalSettled(interval, state.claimedWei, state.payableWei);
    }

    /// @inheritdoc IRedressPool
    function pay(bytes32[] calldata faultIds) external nonReentrant {
        for (uint256 i = 0; i < faultIds.length; ++i) {
            _pay(_storage(), faultIds[i]);
        }
    }

    /// @inheritdoc IRedressPool
    function redressWrongSlash(bytes32 faultId, uint256 amountWei) external restricted nonReentrant {
        RedressPoolStorage storage $ = _storage();
        IBondVault.Slash memory slash = $.bondVault.slashOf(faultId);
        require(slash.status == IBondVault.SlashStatus.EXECUTED, SlashNotExecuted(faultId));
        require(!$.redressed[faultId], WrongSlashAlreadyRedressed(faultId));
        _draw($);
        uint256 maximum = Math.min(slash.amount, freeWei());
        require(amountWei > 0 && amountWei <= maximum, AmountOutOfRange(maximum, amountWei));
        $.redressed[faultId] = true;
        address owner = $.bondVault.bondOf(slash.account).owner;
        emit WrongSlashRedressed(faultId, owner, amountWei);
        _send(owner, amountWei);
    }

    /// @inheritdoc IRedressPool
    function intervalOf(uint64 provenAt) public view returns (uint64 interval, uint64 claimUntil) {
        uint64 length = _seconds(ParameterKeys.PENALTY_OUTAGE_INTERVAL_SECONDS);
        interval = provenAt / length;
        claimUntil = (interval + 1) * length + _seconds(ParameterKeys.REDRESS_CLAIM_SECONDS);
    }

    /// @inheritdoc IRedressPool
    function claimOf(bytes32 faultId) external view returns (Claim memory) {
        return _storage().claims[faultId];
    }

    /// @inheritdoc IRedressPool
    function intervalState(uint64 interval) external view returns (Interval memory) {
        return _storage().intervals[interval];
    }

    /// @inheritdoc IRedressPool
    function freeWei() public view returns (uint256) {
        return address(this).balance - _storage().reservedWei;
    }

    /// @dev Rounded down, so that the claims of an interval never get more than was reserved.
    function _pay(RedressPoolStorage storage $, bytes32 faultId) private {
        Claim storage filed = $.claims[faultId];
        require(filed.holder != address(0), ClaimUnknown(faultId));
        require(!filed.paid, ClaimAlreadyPaid(faultId));
        Interval storage state = $.intervals[filed.interval];
        require(state.settled, IntervalNotSettled(filed.interval));
        uint256 amount = Math.mulDiv(filed.amountWei, state.payableWei, state.claimedWei);
        filed.paid = true;
        state.paidWei += amount;
        $.reservedWei -= amount;
        emit ClaimPaid(faultId, filed.holder, amount);
        _send(filed.holder, amount);
    }

    function _draw(RedressPoolStorage storage $) private {
        if ($.bondVault.payableTo(address(this)) > 0) $.bondVault.withdraw();
    }

    function _send(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        require(sent, TransferFailed(to, amount));
    }

    function _seconds(bytes32 key) private view returns (uint64) {
        return _parameter(key).toUint64();
    }

    function _parameter(bytes32 key) private view returns (uint256) {
        return _storage().parameterRegistry.valueAt(key, uint64(block.number));
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (RedressPoolStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
