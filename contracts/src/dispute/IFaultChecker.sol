// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A fault that a checker found proven. `faultId = keccak256(abi.encode(kind, accused, rollupId, slot))`.
/// `batch` is what the fault lies in for F3-F5, F7 and for F1 of header, cut or statement; all zero otherwise.
struct ProvenFault {
    bytes32 faultId;
    uint8 kind;
    bytes32 accused;
    uint64 rollupId;
    bytes slot;
    FaultyBatch batch;
}

/// @notice A signed header that a proof is about: `batchHash` decides whether it is the posted one.
struct FaultyBatch {
    uint64 generation;
    uint64 number;
    bytes32 batchHash;
}

interface IFaultChecker {
    /// @notice Reverts with an error that says what is missing unless `evidence` proves a fault. Stateless: everything is read from L1 history.
    function check(bytes calldata evidence) external view returns (ProvenFault memory);
}
