// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {BondVaultState} from "./BondVaultState.sol";
import {IBondVault} from "./IBondVault.sol";

/// @title BondVault
/// @notice See {IBondVault}.
contract BondVault is BondVaultState, UUPSUpgradeable, ReentrancyGuardTransient {
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    /// @dev Parts of 10,000 of a slash that a prover gets at most beside its gas.
    uint256 public constant PROVER_SHARE_BPS = 500;
    /// @dev Wei that a prover's reward may add for the gas of proving.
    uint256 public constant PROVER_GAS_ALLOWANCE_WEI = 0.02 ether;
    address private constant BURN = address(0);

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address parameterRegistry_) external initializer {
        __AccessManaged_init(authority_);
        _storage().parameterRegistry = IParameterRegistry(parameterRegistry_);
    }

    /// @inheritdoc IBondVault
    function open(bytes32 account, address owner) external restricted {
        Bond storage bond = _storage().accounts[account].bond;
        require(bond.owner == address(0) && !_isAddress(account), AccountAlreadyOpen(account));
        bond.owner = owner;
        emit BondOpened(account, owner);
    }

    /// @inheritdoc IBondVault
    function deposit(bytes32 account) external payable nonReentrant {
        require(msg.value > 0, AmountZero());
        BondVaultStorage storage $ = _storage();
        Account storage state = $.accounts[account];
        if (state.bond.owner == address(0)) {
            require(_isAddress(account), AccountUnknown(account));
            state.bond.owner = address(uint160(uint256(account)));
            emit BondOpened(account, state.bond.owner);
        }
        $.totalDeposited += msg.value;
        $.totalLocked += msg.value;
        _setBonded(state, state.bond.bonded + msg.value);
        emit BondDeposited(account, msg.sender, msg.value);
    }

    /// @inheritdoc IBondVault
    function lock(bytes32 account, uint256 amount) external restricted {
        Account storage state = _storage().accounts[account];
        uint256 available = _unlocked(state.bond);
        require(amount <= available, BondInsufficient(account, available, amount));
        state.bond.locked += amount;
        state.locks[msg.sender] += amount;
        emit BondLocked(account, msg.sender, amount);
    }

    /// @inheritdoc IBondVault
    function unlock(bytes32 account, uint256 amount) external restricted {
        Account storage state = _storage().accounts[account];
        uint256 held = state.locks[msg.sender];
        require(amount <= held, LockInsufficient(account, msg.sender, held, amount));
        state.locks[msg.sender] = held - amount;
        state.bond.locked -= amount;
        emit BondUnlocked(account, msg.sender, amount);
    }

    /// @inheritdoc IBondVault
    function requestWithdrawal(bytes32 account, uint256 amount) external {
        require(amount > 0, AmountZero());
        Account storage state = _storage().accounts[account];
        Bond storage bond = state.bond;
        require(msg.sender == bond.owner, CallerNotOwner(bond.owner, msg.sender));
        uint256 available = _unlocked(bond);
        require(amount <= available, BondInsufficient(account, available, amount));
        _setBonded(state, bond.bonded - amount);
        bond.leaving += amount;
        bond.releaseAt = uint64(block.timestamp) + withdrawalDelaySeconds();
        emit WithdrawalRequested(account, bond.leaving, bond.releaseAt);
    }

    /// @inheritdoc IBondVault
    function releaseWithdrawal(bytes32 account) external {
        BondVaultStorage storage $ = _storage();
        Bond storage bond = $.accounts[account].bond;
        uint256 amount = bond.leaving;
        require(amount > 0, NothingLeaving(account));
        require(block.timestamp >= bond.releaseAt, WithdrawalNotReleased(bond.releaseAt, uint64(block.timestamp)));
        bond.leaving = 0;
        $.totalLocked -= amount;
        _credit($, bond.owner, amount);
        emit WithdrawalReleased(account, bond.owner, amount);
    }

    /// @inheritdoc IBondVault
    function queueSlash(bytes32 account, bytes32 faultId, uint256 amount, address prover, uint256 proverReward)
        external
        restricted
    {
        BondVaultStorage storage $ = _storage();
        Slash storage slash = $.slashes[faultId];
        require(slash.status == SlashStatus.NONE, FaultAlreadyPunished(faultId));
        Account storage state = $.accounts[account];
        Bond storage bond = state.bond;
        uint256 fromBonded = Math.min(amount, bond.bonded);
        uint256 fromLeaving = Math.min(amount - fromBonded, bond.leaving);
        uint256 taken = fromBonded + fromLeaving;
        require(taken > 0, BondInsufficient(account, 0, amount));
        uint256 highest = Math.min(taken * PROVER_SHARE_BPS / BPS + PROVER_GAS_ALLOWANCE_WEI, taken - _burnShare(taken));
        require(proverReward <= highest, ProverRewardTooHigh(highest, proverReward));

        _setBonded(state, bond.bonded - fromBonded);
        bond.leaving -= fromLeaving;
        bond.reserved += taken;
        slash.account = account;
        slash.prover = prover;
        slash.executableAt = uint64(block.timestamp) + slashDelaySeconds();
        slash.status = SlashStatus.QUEUED;
        slash.amount = taken;
        slash.proverReward = proverReward;
        emit SlashQueued(faultId, account, taken, prover, slash.executableAt);
    }

    /// @inheritdoc IBondVault
    function executeSlash(bytes32 faultId) external nonReentrant {
        BondVaultStorage storage $ = _storage();
        Slash storage slash = $.slashes[faultId];
        require(slash.status == SlashStatus.QUEUED, SlashNotQueued(faultId, slash.status));
        require(block.timestamp >= slash.executableAt, SlashNotExecutable(slash.executableAt, uint64(block.timestamp)));
        slash.status = SlashStatus.EXECUTED;
        uint256 amount = slash.amount;
        uint256 toProver = slash.proverReward;
        uint256 toRedress = $.redressPool == address(0) ? 0 : _redressShare(slash);
        uint256 burned = amount - toProver - toRedress;
        $.accounts[slash.account].bond.reserved -= amount;
        $.totalLocked -= amount;
        $.totalBurned += burned;
        if (toProver > 0) _credit($, slash.prover, toProver);
        if (toRedress > 0) _credit($, $.redressPool, toRedress);
        emit BondSlashed(faultId, slash.account, burned, toProver, toRedress);
        _send(BURN, burned);
    }

    /// @inheritdoc IBondVault
    function cancelSlash(bytes32 faultId) external restricted {
        BondVaultStorage storage $ = _storage();
        Slash storage slash = $.slashes[faultId];
        require(slash.status == SlashStatus.QUEUED, SlashNotQueued(faultId, slash.status));
        slash.status = SlashStatus.CANCELLED;
        Account storage state = $.accounts[slash.account];
        state.bond.reserved -= slash.amount;
        _setBonded(state, state.bond.bonded + slash.amount);
        emit SlashCancelled(faultId, slash.account, slash.amount);
    }

    /// @inheritdoc IBondVault
    function withdraw() external nonReentrant returns (uint256 amount) {
        BondVaultStorage storage $ = _storage();
        amount = $.payables[msg.sender];
        require(amount > 0, NothingPayable(msg.sender));
        $.payables[msg.sender] = 0;
        $.totalPayable -= amount;
        $.totalPaid += amount;
        emit Paid(msg.sender, amount);
        _send(msg.sender, amount);
    }

    /// @inheritdoc IBondVault
    function setRedressPool(address redressPool_) external restricted {
        _storage().redressPool = redressPool_;
        emit RedressPoolChanged(redressPool_);
    }

    function _setBonded(Account storage state, uint256 amount) private {
        state.bond.bonded = amount;
        state.history.push(uint48(block.number), amount.toUint208());
    }

    function _credit(BondVaultStorage storage $, address payee, uint256 amount) private {
        $.payables[payee] += amount;
        $.totalPayable += amount;
    }

    /// @dev A slash may have eaten into what is locked.
    function _unlocked(Bond storage bond) private view returns (uint256) {
        return bond.bonded > bond.locked ? bond.bonded - bond.locked : 0;
    }

    function _isAddress(bytes32 account) private pure returns (bool) {
        return uint256(account) >> 160 == 0 && account != bytes32(0);
    }

    function _send(address to, uint256 amount) private {
        (bool sent,) = to.call{value: amount}("");
        require(sent, TransferFailed(to, amount));
    }

    function _authorizeUpgrade(address) internal override restricted {}
}
