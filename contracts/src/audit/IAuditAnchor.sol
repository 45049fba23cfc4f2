// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title AuditAnchor
/// @notice The newest checkpoint of each transparency log that L1 knows. A log's anchored tree only ever grows: every anchor but
/// the first carries an RFC 6962 consistency proof from the one before, and all carry the log key's signature over a LogCheckpoint
/// in the Rollup's EIP-712 domain. A log is named by `originHash`, keccak256 of its origin's UTF-8; that is its account in
/// BondVault too. A log key belongs to one log for ever, so that two signatures by it are two acts of one log.
interface IAuditAnchor {
    /// @notice A registered log. `owner` may rotate its key and owns its bond; `logKey` is the newest key.
    struct Log {
        address owner;
        address logKey;
    }

    /// @notice An anchored checkpoint: a tree of `size` entries with the root `root`, anchored in the L1 block `height`
    /// (of 32 bits, so that an anchor writes two words).
    struct Anchor {
        uint64 size;
        uint32 height;
        bytes32 root;
    }

    /// @notice A log was registered; its key is in force from this block on. `originHash` is `origin`'s.
    event LogRegistered(bytes32 indexed originHash, address indexed owner, address indexed logKey, string origin);
    /// @notice A log's key will be another from `effectiveFrom` (L1 height) on.
    event LogKeyRotated(bytes32 indexed originHash, address indexed logKey, uint64 effectiveFrom);
    /// @notice The log's anchored tree has grown to `size` entries with the root `root`.
    event CheckpointAnchored(bytes32 indexed originHash, uint64 size, bytes32 root);

    error LogUnknown(bytes32 originHash);
    error LogAlreadyRegistered(bytes32 originHash);
    error LogKeyInvalid(address logKey);
    error LogKeyTaken(address logKey, bytes32 originHash);
    error LogBondTooLow(bytes32 originHash, uint256 required, uint256 bonded);
    error OriginLength(uint256 maximum, uint256 found);
    error CallerNotOwner(address expected, address found);
    error EffectiveHeightTooEarly(uint64 earliest, uint64 found);
    error CheckpointTooSmall(uint64 newest, uint64 found);
    error CheckpointForked(uint64 size, bytes32 expected, bytes32 found);
    error CheckpointSignerMismatch(address expected, address found);
    error ConsistencyProofInvalid(uint64 oldSize, bytes32 oldRoot, uint64 newSize, bytes32 newRoot);

    /// @notice Registers the log `origin` with its first key, opens its bond for `owner` with what is sent along, and locks the
    /// minimum of it. Restricted.
    function registerLog(string calldata origin, address logKey, address owner)
        external
        payable
        returns (bytes32 originHash);
    /// @notice Replaces the log's key from L1 height `effectiveFrom` on: a future height, not before an earlier rotation's. Only
    /// the owner.
    function rotateLogKey(bytes32 originHash, address logKey, uint64 effectiveFrom) external;
    /// @notice Anchors the tree of `size` entries with the root `root`. `proof` is the consistency proof of RFC 6962 §2.1.2 from the
    /// newest anchor (empty for the first), `signature` r‖s‖v by the key in force now over
    /// `LogCheckpoint(originHash, size, root)`. The newest anchor once more is accepted without effect, whatever comes with it.
    /// Anybody may call. The bond is not asked for: what a log signed binds it all the more when it is slashed.
    function anchor(bytes32 originHash, uint64 size, bytes32 root, bytes32[] calldata proof, bytes calldata signature)
        external;

    /// @notice Longest origin, in bytes.
    function MAX_ORIGIN_BYTES() external view returns (uint256);
    /// @notice The newest anchor of a log; before the first the empty tree at height 0.
    function newestAnchor(bytes32 originHash) external view returns (Anchor memory);
    /// @notice A log, with zeros when it is not registered.
    function logOf(bytes32 originHash) external view returns (Log memory);
    /// @notice The key of a log in force at an L1 height, 0 before the first. Answers for past heights never change.
    function logKeyAt(bytes32 originHash, uint64 height) external view returns (address);
    /// @notice The log that a key belongs or belonged to, 0 for a foreign key.
    function logOfKey(address logKey) external view returns (bytes32 originHash);
    /// @notice The Rollup whose EIP-712 domain the signatures are in.
    function rollup() external view returns (address);
}
