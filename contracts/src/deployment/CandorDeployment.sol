// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {AuditAnchor} from "../audit/AuditAnchor.sol";
import {IAuditAnchor} from "../audit/IAuditAnchor.sol";
import {IBondVault} from "../dispute/IBondVault.sol";
import {BondVault} from "../dispute/BondVault.sol";
import {IDisputeCourt} from "../dispute/IDisputeCourt.sol";
import {IFaultRegister} from "../dispute/IFaultRegister.sol";
import {IRedressPool} from "../dispute/IRedressPool.sol";
import {IRollbackController} from "../dispute/IRollbackController.sol";
import {IRuleBook} from "../dispute/IRuleBook.sol";
import {IParameterRegistry} from "../governance/IParameterRegistry.sol";
import {ParameterKeys} from "../libraries/ParameterKeys.sol";
import {ParameterRegistry} from "../governance/ParameterRegistry.sol";
import {ForcedInbox} from "../rollup/ForcedInbox.sol";
import {IRollup} from "../rollup/IRollup.sol";
import {ISequencerRegistry} from "../rollup/ISequencerRegistry.sol";
import {Rollup} from "../rollup/Rollup.sol";
import {SequencerRegistry} from "../rollup/SequencerRegistry.sol";
import {IWitnessRegistry} from "../witness/IWitnessRegistry.sol";
import {CourtWiring} from "./CourtWiring.sol";
import {Roles} from "./Roles.sol";

/// @title CandorDeployment
/// @notice The whole deployment in one constructor, so that nobody ever sees half of it: proxies before their implementations
/// are initialised, rights before they are handed over. Of what is sent along `logBondWei` become the log's bond, the minimum each witness's, and
/// the rest the sequencer's. Afterwards this contract holds no right; it stays as the record of the addresses.
contract CandorDeployment {
    /// @notice Implementations deployed before, each without constructor arguments.
    struct Implementations {
        address rollup;
        address sequencerRegistry;
        address forcedInbox;
        address bondVault;
        address parameterRegistry;
        address auditAnchor;
        address courtWiring;
        CourtWiring.Court court;
    }

    /// @notice `admin` becomes the AccessManager's only admin; `genesisTimestamp` in seconds, `forcedDelayBlocks` in L1 blocks.
    /// The operator owns the log's bond too. Each of `witnesses` gets a seat and its minimum bond; `rules` are the first that the
    /// court goes by.
    struct Config {
        address admin;
        uint64 rollupId;
        bytes32 genesisHash;
        uint64 genesisTimestamp;
        uint64 l2GasLimit;
        uint64 forcedDelayBlocks;
        address operator;
        address orderKey;
        bytes beaconKey;
        string logOrigin;
        address logKey;
        uint256 logBondWei;
        IParameterRegistry.ParameterDefinition[] parameters;
        IWitnessRegistry.SeatConfig[] witnesses;
        IRuleBook.Rule[] rules;
    }

    /// @notice The deployment is complete.
    event CandorDeployed(address indexed rollup, bytes32 indexed sequencerId, address indexed admin);

    error BondsNotSent(uint256 expected, uint256 found);
    error RollupAddressUnexpected(address expected, address found);

    /// @dev The contract creations of this constructor are counted from 1; the Rollup proxy is the sixth.
    bytes1 private constant ROLLUP_CREATION_NONCE = 0x06;

    AccessManager public immutable accessManager;
    IRollup public immutable rollup;
    ISequencerRegistry public immutable sequencerRegistry;
    ForcedInbox public immutable forcedInbox;
    IBondVault public immutable bondVault;
    IParameterRegistry public immutable parameterRegistry;
    IAuditAnchor public immutable auditAnchor;
    IWitnessRegistry public immutable witnessRegistry;
    IRuleBook public immutable ruleBook;
    IFaultRegister public immutable faultRegister;
    IDisputeCourt public immutable disputeCourt;
    IRollbackController public immutable rollbackController;
    IRedressPool public immutable redressPool;
    bytes32 public immutable sequencerId;
    bytes32 public immutable logOriginHash;

    constructor(Implementations memory implementations, Config memory config) payable {
        AccessManager manager = new AccessManager(address(this));
        accessManager = manager;
        address expectedRollup = _rollupAddress();
        parameterRegistry = IParameterRegistry(
            _proxy(
                implementations.parameterRegistry,
                abi.encodeCall(ParameterRegistry.initialize, (address(manager), config.parameters))
            )
        );
        bondVault = IBondVault(
            _proxy(
                implementations.bondVault,
                abi.encodeCall(BondVault.initialize, (address(manager), address(parameterRegistry)))
            )
        );
        sequencerRegistry = ISequencerRegistry(
            _proxy(
                implementations.sequencerRegistry,
                abi.encodeCall(
                    SequencerRegistry.initialize,
                    (address(manager), config.rollupId, address(parameterRegistry), address(bondVault))
                )
            )
        );
        _assignBondRoles(manager);
        sequencerId = sequencerRegistry.register(config.operator, config.orderKey, config.beaconKey);
        uint256 otherBonds = config.logBondWei + _bondPerSeatWei() * config.witnesses.length;
        require(msg.value >= otherBonds, BondsNotSent(otherBonds, msg.value));
        uint256 sequencerBond = msg.value - otherBonds;
        if (sequencerBond > 0) bondVault.deposit{value: sequencerBond}(sequencerId);
        sequencerRegistry.seat(sequencerId);

        forcedInbox = ForcedInbox(
            _proxy(
                implementations.forcedInbox,
                abi.encodeCall(
                    ForcedInbox.initialize,
                    (
                        address(manager),
                        expectedRollup,
                        address(parameterRegistry),
                        config.l2GasLimit,
                        config.forcedDelayBlocks
                    )
                )
            )
        );
        rollup = IRollup(_proxy(implementations.rollup, _rollupInitialization(manager, config)));
        require(address(rollup) == expectedRollup, RollupAddressUnexpected(expectedRollup, address(rollup)));
        _assignRollupRoles(manager);
        auditAnchor = IAuditAnchor(
            _proxy(
                implementations.auditAnchor,
                abi.encodeCall(
                    AuditAnchor.initialize,
                    (address(manager), address(rollup), address(parameterRegistry), address(bondVault))
                )
            )
        );
        _grantBondRoles(manager, address(auditAnchor));
        logOriginHash =
            auditAnchor.registerLog{value: config.logBondWei}(config.logOrigin, config.logKey, config.operator);
        CourtWiring.Court memory court = _wireCourt(implementations, config);
        witnessRegistry = IWitnessRegistry(court.witnessRegistry);
        ruleBook = IRuleBook(court.ruleBook);
        faultRegister = IFaultRegister(court.faultRegister);
        disputeCourt = IDisputeCourt(court.disputeCourt);
        rollbackController = IRollbackController(court.rollbackController);
        redressPool = IRedressPool(court.redressPool);

        manager.grantRole(manager.ADMIN_ROLE(), config.admin, 0);
        manager.renounceRole(manager.ADMIN_ROLE(), address(this));
        emit CandorDeployed(address(rollup), sequencerId, config.admin);
    }

    function _wireCourt(Implementations memory implementations, Config memory config)
        private
        returns (CourtWiring.Court memory)
    {
        bytes memory answer = Address.functionDelegateCall(
            implementations.courtWiring,
            abi.encodeCall(
                CourtWiring.wire,
                (
                    accessManager,
                    address(rollup),
                    address(bondVault),
                    implementations.court,
                    config.witnesses,
                    _bondPerSeatWei(),
                    config.rules
                )
            )
        );
        return abi.decode(answer, (CourtWiring.Court));
    }

    function _bondPerSeatWei() private view returns (uint256) {
        return parameterRegistry.valueAt(ParameterKeys.WITNESS_MIN_BOND_WEI, uint64(block.number));
    }

    function _rollupInitialization(AccessManager manager, Config memory config) private view returns (bytes memory) {
        return abi.encodeCall(
            Rollup.initialize,
            (IRollup.RollupConfig({
                    authority: address(manager),
                    rollupId: config.rollupId,
                    genesisTimestamp: config.genesisTimestamp,
                    l2GasLimit: config.l2GasLimit,
                    genesisHash: config.genesisHash,
                    parameterRegistry: address(parameterRegistry),
                    sequencerRegistry: address(sequencerRegistry),
                    forcedInbox: address(forcedInbox)
                }))
        );
    }

    function _assignBondRoles(AccessManager manager) private {
        address vault = address(bondVault);
        manager.setTargetFunctionRole(vault, _selectors(IBondVault.open.selector), Roles.BOND_REGISTRAR);
        manager.setTargetFunctionRole(
            vault, _selectors(IBondVault.lock.selector, IBondVault.unlock.selector), Roles.BOND_LOCKER
        );
        manager.setTargetFunctionRole(
            vault, _selectors(IBondVault.queueSlash.selector, IBondVault.cancelSlash.selector), Roles.BOND_SLASHER
        );
        _grantBondRoles(manager, address(sequencerRegistry));
        manager.labelRole(Roles.BOND_SLASHER, "BOND_SLASHER");
        manager.labelRole(Roles.BOND_REGISTRAR, "BOND_REGISTRAR");
        manager.labelRole(Roles.BOND_LOCKER, "BOND_LOCKER");
    }

    function _grantBondRoles(AccessManager manager, address registry) private {
        manager.grantRole(Roles.BOND_REGISTRAR, registry, 0);
        manager.grantRole(Roles.BOND_LOCKER, registry, 0);
    }

    function _assignRollupRoles(AccessManager manager) private {
        manager.setTargetFunctionRole(
            address(rollup), _selectors(IRollup.rollbackTo.selector), Roles.ROLLBACK_CONTROLLER
        );
        bytes4[] memory court = new bytes4[](3);
        court[0] = IRollup.contest.selector;
        court[1] = IRollup.leaveUnresolved.selector;
        court[2] = IRollup.clear.selector;
        manager.setTargetFunctionRole(address(rollup), court, Roles.DISPUTE_COURT);
        manager.labelRole(Roles.ROLLBACK_CONTROLLER, "ROLLBACK_CONTROLLER");
        manager.labelRole(Roles.DISPUTE_COURT, "DISPUTE_COURT");
    }

    function _proxy(address implementation, bytes memory initialization) private returns (address) {
        return address(new ERC1967Proxy(implementation, initialization));
    }

    /// @dev Address of this contract's sixth creation: keccak256(rlp([this, nonce])).
    function _rollupAddress() private view returns (address) {
        bytes memory creation = abi.encodePacked(bytes2(0xd694), address(this), ROLLUP_CREATION_NONCE);
        return address(uint160(uint256(keccak256(creation))));
    }

    function _selectors(bytes4 selector) private pure returns (bytes4[] memory list) {
        list = new bytes4[](1);
        list[0] = selector;
    }

    function _selectors(bytes4 first, bytes4 second) private pure returns (bytes4[] memory list) {
        list = new bytes4[](2);
        list[0] = first;
        list[1] = second;
    }
}
