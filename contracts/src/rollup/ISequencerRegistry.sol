// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title SequencerRegistry
/// @notice Who sequences, with which keys, from which L1 height on. Answers for heights below the current block never change.
/// An order key belongs to one sequencer for ever, so that two signatures by it are two acts of one `sequencerId`.
interface ISequencerRegistry {
    /// @notice A registered sequencer. `operator` may rotate its keys and owns its bond; the keys are the newest ones.
    struct Sequencer {
        address operator;
        address orderKey;
        bytes beaconKey;
    }

    /// @notice A sequencer with its first keys was registered; it sequences once it is seated.
    event SequencerRegistered(
        bytes32 indexed sequencerId, address indexed operator, address indexed orderKey, bytes beaconKey
    );
    /// @notice A sequencer took the seat: its keys are in force from `effectiveFrom` (L1 height) on.
    event SequencerSeated(bytes32 indexed sequencerId, uint64 effectiveFrom);
    event OrderKeyRotated(bytes32 indexed sequencerId, address indexed orderKey, uint64 effectiveFrom);
    event BeaconKeyRotated(bytes32 indexed sequencerId, bytes beaconKey, uint64 effectiveFrom);

    error SequencerAlreadyRegistered(bytes32 sequencerId);
    error SeatTaken(bytes32 sequencerId);
    error SequencerBondTooLow(bytes32 sequencerId, uint256 required, uint256 bonded);
    error SequencerUnknown(bytes32 sequencerId);
    error CallerNotOperator(address expected, address found);
    error OrderKeyTaken(address orderKey, bytes32 sequencerId);
    error OrderKeyInvalid(address orderKey);
    error BeaconKeyLength(uint256 expected, uint256 found);
    error EffectiveHeightTooEarly(uint64 earliest, uint64 found);
    error HeightNotPast(uint64 height, uint64 current);

    /// @notice Registers a sequencer with its first keys and opens its bond. Restricted.
    function register(address operator, address orderKey, bytes calldata beaconKey)
        external
        returns (bytes32 sequencerId);
    /// @notice Gives the empty seat to a registered sequencer from this block on and locks the minimum bond. Restricted.
    function seat(bytes32 sequencerId) external;
    /// @notice Replaces the order key of the seated sequencer from L1 height `effectiveFrom` on: a future height, not before an
    /// earlier rotation's. Only the operator.
    function rotateOrderKey(address orderKey, uint64 effectiveFrom) external;
    /// @notice Replaces the beacon key (192 bytes, BLS12-381 G2 affine) likewise.
    function rotateBeaconKey(bytes calldata beaconKey, uint64 effectiveFrom) external;

    /// @notice Bytes of a beacon key: G2 x.c0‖x.c1‖y.c0‖y.c1, 48 bytes big-endian each.
    function BEACON_KEY_BYTES() external view returns (uint256);
    /// @notice `keccak256(abi.encode(rollupId, operator))`.
    function sequencerIdOf(address operator) external view returns (bytes32);
    function sequencer(bytes32 sequencerId) external view returns (Sequencer memory);
    /// @notice The sequencer in the seat at an L1 height.
    function sequencerIdAt(uint64 height) external view returns (bytes32);
    /// @notice The order key in force at an L1 height, 0 before the first.
    function orderKeyAt(uint64 height) external view returns (address);
    /// @notice The beacon key in force at an L1 height, empty before the first.
    function beaconKeyAt(uint64 height) external view returns (bytes memory);
    /// @notice The sequencer that an order key belongs or belonged to, 0 for a foreign key.
    function sequencerOfOrderKey(address orderKey) external view returns (bytes32);
    /// @notice Everything a posting check asks at an origin: sequencer, key, required and held bond in wei. Only past heights.
    function signerAt(uint64 height)
        external
        view
        returns (bytes32 sequencerId, address orderKey, uint256 requiredBond, uint256 heldBond);
}
