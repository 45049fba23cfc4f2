// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title RuleBook
/// @notice What is a fault, who decides it, what it costs and what it gives: versions that never change. Version v is named by
/// `hashOf(v) = keccak256(abi.encode(hashOf(v - 1), rules of v))`; a dispute is decided by the version it was filed under.
interface IRuleBook {
    /// @notice By a checker's proof, or by the witnesses' vote.
    enum Decision {
        CHECKER,
        COURT
    }

    /// @notice FULL: all that is bonded. SAFETY: `penalty.safetyWei`. CREDIT: the policy's compensation, capped per outage
    /// interval. WITNESS: `penalty.witnessWei`, doubled by each fault before. CHALLENGE: the bond of the challenge.
    enum Penalty {
        FULL,
        SAFETY,
        CREDIT,
        WITNESS,
        CHALLENGE
    }

    /// @notice What is owed beside the penalty. ROLLBACK: the batch is void if the fault is shown within `window` and ratified.
    enum Remedy {
        NONE,
        COMPENSATION,
        ROLLBACK
    }

    /// @notice `kind` as in spec/faults.md. `evidenceSchema` is the keccak256 of the schema's text. `checker` is zero where
    /// the court decides. `window` is the ParameterRegistry's key of the seconds after posting for a rollback; 0 for none.
    struct Rule {
        uint8 kind;
        Decision decision;
        Penalty penalty;
        Remedy remedy;
        address checker;
        bytes32 evidenceSchema;
        bytes32 window;
    }

    event RulesChanged(uint64 indexed version, bytes32 indexed hash, Rule[] rules);

    error RuleCountOutOfRange(uint256 count, uint256 maximum);
    error RuleInvalid(uint8 kind);
    error RuleUnknown(uint8 kind, uint64 version);

    /// @notice Begins the next version: these rules, and the earlier ones for every other kind. Restricted.
    function changeRules(Rule[] calldata rules) external returns (uint64 version);

    /// @notice The newest version; 0 before the first.
    function latestVersion() external view returns (uint64);
    function hashOf(uint64 version) external view returns (bytes32);
    /// @notice The rule for a kind in a version. Reverts when there is none.
    function ruleOf(uint8 kind, uint64 version) external view returns (Rule memory);
}
