// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IBondVault} from "../dispute/IBondVault.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {CandorTypes, LogCheckpoint} from "../libraries/CandorTypes.sol";
import {MerkleTree} from "../libraries/MerkleTree.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {IAuditAnchor} from "./IAuditAnchor.sol";

/// @title AuditAnchor
/// @notice See {IAuditAnchor}.
contract AuditAnchor is IAuditAnchor, AccessManagedUpgradeable, UUPSUpgradeable {
    using CandorTypes for *;
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    /// @inheritdoc IAuditAnchor
    uint256 public constant MAX_ORIGIN_BYTES = 255;

    struct LogState {
        // Of the newest anchor.
        bytes32 root;
        uint64 size;
        uint32 height;
        // The log key in force as long as no rotation is ahead, else 0 and `keys` tell: saves every anchor two reads.
        address settledKey;
        address owner;
        // L1 height → log key.
        Checkpoints.Trace208 keys;
    }

    /// @custom:storage-location erc7201:candor.storage.AuditAnchor
    struct AuditAnchorStorage {
        address rollup;
        IParameterRegistry parameterRegistry;
        IBondVault bondVault;
        mapping(bytes32 originHash => LogState) logs;
        mapping(address logKey => bytes32 originHash) ownersOfLogKeys;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.AuditAnchor")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0xc5e7ae95d0e03d5c4dc87d7c8ce0aa3ab746b0d93c694a6427e91e9524b09d00;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_, address rollup_, address parameterRegistry_, address bondVault_)
        external
        initializer
    {
        __AccessManaged_init(authority_);
        AuditAnchorStorage storage $ = _storage();
        $.rollup = rollup_;
        $.parameterRegistry = IParameterRegistry(parameterRegistry_);
        $.bondVault = IBondVault(bondVault_);
    }

    /// @inheritdoc IAuditAnchor
    function registerLog(string calldata origin, address logKey, address owner)
        external
        payable
        restricted
        returns (bytes32 originHash)
    {
        uint256 length = bytes(origin).length;
        require(length > 0 && length <= MAX_ORIGIN_BYTES, OriginLength(MAX_ORIGIN_BYTES, length));
        originHash = keccak256(bytes(origin));
        AuditAnchorStorage storage $ = _storage();
        LogState storage log = $.logs[originHash];
        require(log.keys.length() == 0, LogAlreadyRegistered(originHash));
        _takeLogKey($, originHash, logKey);
        log.owner = owner;
        log.settledKey = logKey;
        log.root = MerkleTree.emptyRoot(MerkleTree.Hash.SHA256);
        log.keys.push(uint48(block.number), uint160(logKey));
        emit LogRegistered(originHash, owner, logKey, origin);
        _bond($, originHash, owner);
    }

    /// @inheritdoc IAuditAnchor
    function rotateLogKey(bytes32 originHash, address logKey, uint64 effectiveFrom) external {
        AuditAnchorStorage storage $ = _storage();
        LogState storage log = _log($, originHash);
        require(msg.sender == log.owner, CallerNotOwner(log.owner, msg.sender));
        uint64 earliest = uint64(block.number) + 1;
        (, uint48 last,) = log.keys.latestCheckpoint();
        if (last > earliest) earliest = last;
        require(effectiveFrom >= earliest, EffectiveHeightTooEarly(earliest, effectiveFrom));
        _takeLogKey($, originHash, logKey);
        log.keys.push(uint256(effectiveFrom).toUint48(), uint160(logKey));
        log.settledKey = address(0);
        emit LogKeyRotated(originHash, logKey, effectiveFrom);
    }

    /// @inheritdoc IAuditAnchor
    function anchor(bytes32 originHash, uint64 size, bytes32 root, bytes32[] calldata proof, bytes calldata signature)
        external
    {
        LogState storage log = _log(_storage(), originHash);
        uint64 oldSize = log.size;
        require(size >= oldSize, CheckpointTooSmall(oldSize, size));
        if (size == oldSize) {
            bytes32 oldRoot = log.root;
            require(root == oldRoot, CheckpointForked(size, oldRoot, root));
            return;
        }
        _grow(log, LogCheckpoint({originHash: originHash, size: size, root: root}), proof, signature);
        emit CheckpointAnchored(originHash, size, root);
    }

    /// @inheritdoc IAuditAnchor
    function newestAnchor(bytes32 originHash) external view returns (Anchor memory) {
        LogState storage log = _log(_storage(), originHash);
        return Anchor({size: log.size, height: log.height, root: log.root});
    }

    /// @inheritdoc IAuditAnchor
    function logOf(bytes32 originHash) external view returns (Log memory) {
        LogState storage log = _storage().logs[originHash];
        return Log({owner: log.owner, logKey: address(uint160(log.keys.latest()))});
    }

    /// @inheritdoc IAuditAnchor
    function logKeyAt(bytes32 originHash, uint64 height) external view returns (address) {
        // Heights beyond 48 bits are beyond every rotation.
        uint48 key = height > type(uint48).max ? type(uint48).max : uint48(height);
        return address(uint160(_storage().logs[originHash].keys.upperLookupRecent(key)));
    }

    /// @inheritdoc IAuditAnchor
    function logOfKey(address logKey) external view returns (bytes32) {
        return _storage().ownersOfLogKeys[logKey];
    }

    /// @inheritdoc IAuditAnchor
    function rollup() external view returns (address) {
        return _storage().rollup;
    }

    function _log(AuditAnchorStorage storage $, bytes32 originHash) private view returns (LogState storage log) {
        log = $.logs[originHash];
        require(log.root != bytes32(0), LogUnknown(originHash));
    }

    /// @dev The key in force now, and whether no rotation is ahead.
    function _keyInForce(LogState storage log) private view returns (address logKey, bool settled) {
        logKey = log.settledKey;
        if (logKey != address(0)) return (logKey, true);
        (, uint48 last, uint208 newest) = log.keys.latestCheckpoint();
        settled = last <= block.number;
        logKey = address(uint160(settled ? newest : log.keys.upperLookupRecent(uint48(block.number))));
    }

    function _grow(
        LogState storage log,
        LogCheckpoint memory checkpoint,
        bytes32[] calldata proof,
        bytes calldata signature
    ) private {
        (address logKey, bool settled) = _keyInForce(log);
        _checkSignature(logKey, checkpoint, signature);
        (uint64 oldSize, bytes32 oldRoot) = (log.size, log.root);
        require(
            MerkleTree.verifyConsistency(
                MerkleTree.Hash.SHA256, oldSize, oldRoot, checkpoint.size, checkpoint.root, proof
            ),
            ConsistencyProofInvalid(oldSize, oldRoot, checkpoint.size, checkpoint.root)
        );
        log.root = checkpoint.root;
        log.size = checkpoint.size;
        log.height = block.number.toUint32();
        log.settledKey = settled ? logKey : address(0);
    }

    /// @dev A signature of nobody recovers to zero, which is no log's key.
    function _checkSignature(address logKey, LogCheckpoint memory checkpoint, bytes calldata signature) private view {
        bytes32 separator = CandorTypes.domainSeparator(block.chainid, _storage().rollup);
        (address signer,,) = ECDSA.tryRecoverCalldata(separator.digest(checkpoint.hash()), signature);
        require(signer == logKey, CheckpointSignerMismatch(logKey, signer));
    }

    /// @dev A key that was another log's can never become this one's: a proof pairs two acts of one log.
    function _takeLogKey(AuditAnchorStorage storage $, bytes32 originHash, address logKey) private {
        require(logKey != address(0), LogKeyInvalid(logKey));
        bytes32 owner = $.ownersOfLogKeys[logKey];
        require(owner == bytes32(0) || owner == originHash, LogKeyTaken(logKey, owner));
        $.ownersOfLogKeys[logKey] = originHash;
    }

    function _bond(AuditAnchorStorage storage $, bytes32 originHash, address owner) private {
        IBondVault vault = $.bondVault;
        vault.open(originHash, owner);
        if (msg.value > 0) vault.deposit{value: msg.value}(originHash);
        uint256 required = $.parameterRegistry.valueAt(ParameterKeys.LOG_MIN_BOND_WEI, uint64(block.number));
        require(msg.value >= required, LogBondTooLow(originHash, required, msg.value));
        if (required > 0) vault.lock(originHash, required);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (AuditAnchorStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
