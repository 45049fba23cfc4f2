// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessManagedUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/manager/AccessManagedUpgradeable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IRuleBook} from "./IRuleBook.sol";

/// @title RuleBook
/// @notice See {IRuleBook}.
contract RuleBook is IRuleBook, AccessManagedUpgradeable, UUPSUpgradeable {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev Rules of one change, and the highest kind.
    uint256 public constant MAX_RULES_PER_CHANGE = 32;
    uint8 public constant HIGHEST_KIND = 12;

    /// @custom:storage-location erc7201:candor.storage.RuleBook
    struct RuleBookStorage {
        uint64 latestVersion;
        mapping(uint64 version => bytes32) hashes;
        // Version → version that wrote the rule in force.
        mapping(uint8 kind => Checkpoints.Trace208) written;
        mapping(uint8 kind => mapping(uint64 version => Rule)) rules;
    }

    // keccak256(abi.encode(uint256(keccak256("candor.storage.RuleBook")) - 1)) & ~bytes32(uint256(0xff))
    bytes32 private constant STORAGE_LOCATION = 0xdd3c7a03f3f95220fbb5ad5dc1bda8de2932f53e6ae96836bac1bf9097a63800;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(address authority_) external initializer {
        __AccessManaged_init(authority_);
    }

    /// @inheritdoc IRuleBook
    function changeRules(Rule[] calldata rules) external restricted returns (uint64 version) {
        require(
            rules.length > 0 && rules.length <= MAX_RULES_PER_CHANGE,
            RuleCountOutOfRange(rules.length, MAX_RULES_PER_CHANGE)
        );
        RuleBookStorage storage $ = _storage();
        version = $.latestVersion + 1;
        $.latestVersion = version;
        for (uint256 i = 0; i < rules.length; ++i) {
            Rule calldata rule = rules[i];
            require(_isValid(rule), RuleInvalid(rule.kind));
            $.rules[rule.kind][version] = rule;
            $.written[rule.kind].push(uint48(version), version);
        }
        bytes32 hash = keccak256(abi.encode($.hashes[version - 1], rules));
        $.hashes[version] = hash;
        emit RulesChanged(version, hash, rules);
    }

    /// @inheritdoc IRuleBook
    function latestVersion() external view returns (uint64) {
        return _storage().latestVersion;
    }

    /// @inheritdoc IRuleBook
    function hashOf(uint64 version) external view returns (bytes32) {
        return _storage().hashes[version];
    }

    /// @inheritdoc IRuleBook
    function ruleOf(uint8 kind, uint64 version) external view returns (Rule memory) {
        RuleBookStorage storage $ = _storage();
        uint64 writtenBy = uint64($.written[kind].upperLookupRecent(uint48(version)));
        require(writtenBy != 0 && version <= $.latestVersion, RuleUnknown(kind, version));
        return $.rules[kind][writtenBy];
    }

    /// @dev A checker decides, or the court; only a batch's own fault has a window, and only with a rollback.
    function _isValid(Rule calldata rule) private view returns (bool) {
        bool byChecker = rule.decision == Decision.CHECKER;
        return rule.kind != 0 && rule.kind <= HIGHEST_KIND && rule.evidenceSchema != bytes32(0)
            && (byChecker ? rule.checker.code.length > 0 : rule.checker == address(0))
            && (rule.window == bytes32(0) || rule.remedy == Remedy.ROLLBACK);
    }

    function _authorizeUpgrade(address) internal override restricted {}

    function _storage() private pure returns (RuleBookStorage storage $) {
        assembly {
            $.slot := STORAGE_LOCATION
        }
    }
}
