// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title WitnessRegistry
/// @notice The seats of the witnesses, all of equal weight. Every answer for a time in the past is fixed for ever, so that "more than
/// half of all seats at time t" means the same to everybody. Times are Unix seconds of L1.
interface IWitnessRegistry {
    /// @notice A seat as it is given. `owner` holds the bond (account: its address left-padded) and may rotate the keys. The tags are
    /// hashes of names. `signingKey` is secp256k1, `logKey` Ed25519, `beaconKey` the public key of the beacon share (192 bytes, BLS12-381 G2).
    struct SeatConfig {
        address owner;
        address signingKey;
        bytes32 logKey;
        bytes beaconKey;
        bytes32 operator;
        bytes32 client;
        bytes32 jurisdiction;
    }

    /// @notice A seat with its newest keys; `leftAt` is 0 while it is held, `lockedBond` in wei.
    struct Seat {
        SeatConfig config;
        uint64 seatedAt;
        uint64 leftAt;
        uint256 lockedBond;
    }

    event SeatTaken(
        uint64 indexed seatId, address indexed owner, address indexed signingKey, bytes32 operator, bytes32 client
    );
    event SeatLeft(uint64 indexed seatId, uint64 leftAt);
    event SeatKeysRotated(uint64 indexed seatId, address indexed signingKey, bytes32 logKey, bytes beaconKey);

    error SeatCountOutOfRange(uint256 count, uint256 maximum);
    error SeatNotHeld(uint64 seatId);
    error SeatKeyInvalid(address signingKey);
    error SeatKeyTaken(address signingKey, uint64 seatId);
    error BeaconKeyLength(uint256 expected, uint256 found);
    error TagMissing();
    error TagCapExceeded(bytes32 tag, uint256 allowed, uint256 found);
    error CallerNotSeatOwner(address expected, address found);
    error TimeNotPast(uint64 time, uint64 current);

    /// @notice Ends and gives seats in one step; the caps on tags hold afterwards. A seat's minimum bond must lie in the vault and is
    /// locked. A seat that ended never returns; its bond still waits out the evidence horizon. Restricted.
    function changeSeats(uint64[] calldata leaving, SeatConfig[] calldata arriving) external;
    /// @notice Replaces a seat's keys from this block on. Only its owner. A signing key belongs to one seat for ever.
    function rotateKeys(uint64 seatId, address signingKey, bytes32 logKey, bytes calldata beaconKey) external;

    function seat(uint64 seatId) external view returns (Seat memory);
    /// @notice The seats held now.
    function seatIds() external view returns (uint64[] memory);
    /// @notice All seats at `time`; only past times.
    function seatCountAt(uint64 time) external view returns (uint64);
    /// @notice The seat that `signingKey` spoke for at `time`, with its operator; 0 for a foreign, replaced or ended key. Only past times.
    function seatAt(address signingKey, uint64 time) external view returns (uint64 seatId, bytes32 operator);
    /// @notice The seat that a signing key belongs or belonged to, 0 for a foreign key.
    function seatOfKey(address signingKey) external view returns (uint64);
    /// @notice Who answers for what `signingKey` signed: the owner of its seat, 0 for a foreign key.
    function ownerOfKey(address signingKey) external view returns (address);
    /// @notice Seats that `owner` holds now.
    function seatCountOf(address owner) external view returns (uint256);
    function MAX_SEATS() external view returns (uint256);
}
