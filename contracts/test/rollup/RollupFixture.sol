// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {AuditAnchor} from "../../src/audit/AuditAnchor.sol";
import {CandorDeployment} from "../../src/deployment/CandorDeployment.sol";
import {CourtWiring} from "../../src/deployment/CourtWiring.sol";
import {Roles} from "../../src/deployment/Roles.sol";
import {BondVault} from "../../src/dispute/BondVault.sol";
import {DisputeCourt} from "../../src/dispute/DisputeCourt.sol";
import {FaultRegister} from "../../src/dispute/FaultRegister.sol";
import {IRuleBook} from "../../src/dispute/IRuleBook.sol";
import {RedressPool} from "../../src/dispute/RedressPool.sol";
import {RollbackController} from "../../src/dispute/RollbackController.sol";
import {RuleBook} from "../../src/dispute/RuleBook.sol";
import {IParameterRegistry} from "../../src/governance/IParameterRegistry.sol";
import {ParameterRegistry} from "../../src/governance/ParameterRegistry.sol";
import {BatchHeader, CandorTypes, DataStatement, ExecutionStatement} from "../../src/libraries/CandorTypes.sol";
import {Ordering} from "../../src/libraries/Ordering.sol";
import {ForcedInbox} from "../../src/rollup/ForcedInbox.sol";
import {IRollup} from "../../src/rollup/IRollup.sol";
import {Rollup} from "../../src/rollup/Rollup.sol";
import {SequencerRegistry} from "../../src/rollup/SequencerRegistry.sol";
import {IWitnessRegistry} from "../../src/witness/IWitnessRegistry.sol";
import {WitnessRegistry} from "../../src/witness/WitnessRegistry.sol";
import {Test} from "../foundry/Test.sol";

/// @notice A whole deployment with the devnet's parameters, and a sequencer that signs batches for it.
abstract contract RollupFixture is Test {
    using CandorTypes for *;

    uint64 internal constant ROLLUP_ID = 901_901;
    uint64 internal constant GENESIS_TIMESTAMP = 1_800_000_000;
    uint64 internal constant DEPLOYMENT_BLOCK = 1000;
    uint64 internal constant L2_GAS_LIMIT = 120_000_000;
    uint64 internal constant FORCED_DELAY_BLOCKS = 5;
    uint64 internal constant CHALLENGE_WINDOW_SECONDS = 30;
    uint64 internal constant L1_BLOCK_SECONDS = 12;
    uint256 internal constant MIN_BOND = 1 ether;
    bytes32 internal constant GENESIS_HASH = keccak256("L2 genesis");
    uint256 internal constant ORDER_KEY = uint256(keccak256("order key"));
    uint256 internal constant LOG_KEY = uint256(keccak256("log key"));
    string internal constant LOG_ORIGIN = "log.devnet.candor.example/901901";
    uint256 internal constant LOG_BOND = 2 ether;
    uint256 internal constant SEAT_BOND = 0.1 ether;

    address internal admin = address(0xAD);
    address internal operator = address(0x0BE4A704);
    address internal poster = address(0x90);
    address internal user = address(0x05E);
    address internal rollbackController = address(0xC0);
    address internal court = address(0xC1);
    address internal slasher = address(0xC2);

    CandorDeployment internal deployment;
    AccessManager internal manager;
    Rollup internal rollup;
    SequencerRegistry internal sequencerRegistry;
    ForcedInbox internal inbox;
    BondVault internal vault;
    ParameterRegistry internal parameters;
    AuditAnchor internal auditAnchor;
    bytes32 internal sequencerId;

    uint256 internal orderKey = ORDER_KEY;
    bytes internal chunk = "0x01 and a frame";
    IRollup.ParentBatch internal head;

    function setUp() public virtual {
        vm.roll(DEPLOYMENT_BLOCK);
        vm.warp(GENESIS_TIMESTAMP + 100);
        vm.deal(address(this), 1000 ether);
        vm.deal(user, 1_000_000 ether);
        deploy(readParameters());
        vm.prank(poster, poster);
        rollup.postData(chunk);
        advance(1);
    }

    function deploy(IParameterRegistry.ParameterDefinition[] memory definitions) internal {
        deployment = new CandorDeployment{value: 10 ether + LOG_BOND + witnesses().length * SEAT_BOND}(
            CandorDeployment.Implementations({
                rollup: address(new Rollup()),
                sequencerRegistry: address(new SequencerRegistry()),
                forcedInbox: address(new ForcedInbox()),
                bondVault: address(new BondVault()),
                parameterRegistry: address(new ParameterRegistry()),
                auditAnchor: address(new AuditAnchor()),
                courtWiring: address(new CourtWiring()),
                court: courtImplementations()
            }),
            CandorDeployment.Config({
                admin: admin,
                rollupId: ROLLUP_ID,
                genesisHash: GENESIS_HASH,
                genesisTimestamp: GENESIS_TIMESTAMP,
                l2GasLimit: L2_GAS_LIMIT,
                forcedDelayBlocks: FORCED_DELAY_BLOCKS,
                operator: operator,
                orderKey: vm.addr(ORDER_KEY),
                beaconKey: beaconKey("first"),
                logOrigin: LOG_ORIGIN,
                logKey: vm.addr(LOG_KEY),
                logBondWei: LOG_BOND,
                parameters: definitions,
                witnesses: witnesses(),
                rules: rules()
            })
        );
        manager = deployment.accessManager();
        rollup = Rollup(address(deployment.rollup()));
        sequencerRegistry = SequencerRegistry(address(deployment.sequencerRegistry()));
        inbox = deployment.forcedInbox();
        vault = BondVault(address(deployment.bondVault()));
        parameters = ParameterRegistry(address(deployment.parameterRegistry()));
        auditAnchor = AuditAnchor(address(deployment.auditAnchor()));
        sequencerId = deployment.sequencerId();
    }

    function courtImplementations() private returns (CourtWiring.Court memory) {
        return CourtWiring.Court({
            witnessRegistry: address(new WitnessRegistry()),
            ruleBook: address(new RuleBook()),
            faultRegister: address(new FaultRegister()),
            disputeCourt: address(new DisputeCourt()),
            rollbackController: address(new RollbackController()),
            redressPool: address(new RedressPool())
        });
    }

    /// @dev The seats at the deployment.
    function witnesses() internal view virtual returns (IWitnessRegistry.SeatConfig[] memory list) {}

    /// @dev The rules at the deployment.
    function rules() internal virtual returns (IRuleBook.Rule[] memory list) {}

    /// @dev The devnet's own parameters, from the file that the deployment reads.
    function readParameters() internal view returns (IParameterRegistry.ParameterDefinition[] memory definitions) {
        string memory json = vm.readFile("script/devnet.json");
        string[] memory keys = vm.parseJsonKeys(json, ".parameters");
        definitions = new IParameterRegistry.ParameterDefinition[](keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            string memory at = string.concat(".parameters['", keys[i], "']");
            definitions[i] = IParameterRegistry.ParameterDefinition({
                key: bytes32(bytes(keys[i])),
                minimum: vm.parseJsonUint(json, string.concat(at, ".minimum")),
                maximum: vm.parseJsonUint(json, string.concat(at, ".maximum")),
                value: vm.parseJsonUint(json, string.concat(at, ".value"))
            });
        }
    }

    function beaconKey(string memory name) internal pure returns (bytes memory key) {
        for (uint256 i = 0; i < 6; ++i) {
            key = bytes.concat(key, keccak256(abi.encode(name, i)));
        }
    }

    /// @dev Mines L1 blocks.
    function advance(uint64 blocks) internal {
        vm.roll(block.number + blocks);
        vm.warp(block.timestamp + blocks * L1_BLOCK_SECONDS);
    }

    function newestOrigin() internal view returns (uint64) {
        return uint64(block.number) - 1;
    }

    /// @dev A signed batch that continues `parent` and can be posted.
    function build(IRollup.ParentBatch memory parent, uint64 origin, uint64 seqCount, uint64 forcedThrough)
        internal
        view
        returns (IRollup.PostedBatch memory batch)
    {
        BatchHeader memory header = batch.header;
        bool first = parent.header.number == 0;
        header.rollupId = ROLLUP_ID;
        header.generation = rollup.generation();
        header.number = parent.header.number + 1;
        header.parentHash = first ? GENESIS_HASH : rollup.domainSeparator().digest(parent.header.hash());
        header.firstSeq = parent.header.firstSeq + parent.header.seqCount;
        header.seqCount = seqCount;
        header.txCount = uint32(seqCount + forcedThrough - parent.header.forcedThrough);
        header.cutRoot = keccak256(abi.encode("cut", header.number));
        header.arrivalRoot = keccak256(abi.encode("arrivals", header.number));
        header.orderRoot = keccak256(abi.encode("order", header.number));
        header.beaconKind = 1;
        header.policyHash = rollup.policyHashAt(origin);
        header.sealedAtMillis = (first ? GENESIS_TIMESTAMP * 1000 : parent.header.sealedAtMillis) + 1000;
        header.forcedThrough = forcedThrough;
        header.l1OriginNumber = origin;
        header.l1OriginHash = rollup.originHash(origin);
        batch.beaconSignature = bytes.concat(
            keccak256(abi.encode("g1", header.number)), keccak256("x"), keccak256(abi.encode("y", header.generation))
        );
        batch.statement.stateRoot = keccak256(abi.encode("state", header.number));
        batch.dataHashes = new bytes32[](1);
        batch.dataHashes[0] = keccak256(chunk);
        sign(batch);
    }

    /// @dev The next batch with the newest origin and everything that is due.
    function next() internal view returns (IRollup.PostedBatch memory) {
        uint64 due = inbox.due(newestOrigin());
        uint64 capped = head.header.forcedThrough + 4;
        uint64 forced = due < capped ? due : capped;
        if (forced < head.header.forcedThrough) forced = head.header.forcedThrough;
        return build(head, newestOrigin(), 7, forced);
    }

    /// @dev Seed and every signature anew, after a change of the header.
    function sign(IRollup.PostedBatch memory batch) internal view {
        batch.header.seed = Ordering.seedOf(batch.beaconSignature, cutHashOf(batch.header));
        signHeader(batch);
    }

    function signHeader(IRollup.PostedBatch memory batch) internal view {
        batch.headerSignature = signature(orderKey, batchHashOf(batch.header));
        batch.statement.rollupId = batch.header.rollupId;
        batch.statement.generation = batch.header.generation;
        batch.statement.number = batch.header.number;
        batch.statement.batchHash = batchHashOf(batch.header);
        signStatement(batch);
        signData(batch);
    }

    function signStatement(IRollup.PostedBatch memory batch) internal view {
        batch.statementSignature = signature(orderKey, executionHashOf(batch.statement));
    }

    function signData(IRollup.PostedBatch memory batch) internal view {
        batch.dataSignature = signature(orderKey, dataDigestOf(dataStatementOf(batch)));
    }

    function dataStatementOf(IRollup.PostedBatch memory batch) internal view returns (DataStatement memory) {
        return DataStatement({
            rollupId: batch.header.rollupId,
            generation: batch.header.generation,
            number: batch.header.number,
            batchHash: batchHashOf(batch.header),
            dataHash: keccak256(abi.encodePacked(batch.dataHashes))
        });
    }

    function dataDigestOf(DataStatement memory statement) internal view returns (bytes32) {
        return rollup.domainSeparator().digest(statement.hash());
    }

    function batchHashOf(BatchHeader memory header) internal view returns (bytes32) {
        return rollup.domainSeparator().digest(header.hash());
    }

    function cutHashOf(BatchHeader memory header) internal view returns (bytes32) {
        return rollup.domainSeparator().digest(CandorTypes.cutOf(header).hash());
    }

    function executionHashOf(ExecutionStatement memory statement) internal view returns (bytes32) {
        return rollup.domainSeparator().digest(statement.hash());
    }

    function post(IRollup.PostedBatch memory batch) internal {
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](1);
        batches[0] = batch;
        post(batches);
    }

    function post(IRollup.PostedBatch[] memory batches) internal {
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        rollup.postBatches(parent, batches);
        head = opened(batches[batches.length - 1]);
    }

    /// @dev Expects `batch` after the head to be refused with `reason`.
    function refuse(IRollup.PostedBatch memory batch, bytes memory reason) internal {
        IRollup.PostedBatch[] memory batches = new IRollup.PostedBatch[](1);
        batches[0] = batch;
        IRollup.ParentBatch memory parent = head;
        vm.prank(poster, poster);
        vm.expectRevert(reason);
        rollup.postBatches(parent, batches);
    }

    /// @dev The opening of a batch that was posted in this block.
    function opened(IRollup.PostedBatch memory batch) internal view returns (IRollup.ParentBatch memory parent) {
        parent.header = batch.header;
        parent.executionHash = executionHashOf(batch.statement);
        parent.dataHash = keccak256(abi.encodePacked(batch.dataHashes));
        parent.postedAt = uint64(block.timestamp);
        parent.challengeWindow = uint64(parameters.valueAt("rollup.challengeWindowSeconds", uint64(block.number)));
    }

    function commitmentOf(IRollup.ParentBatch memory parent) internal view returns (IRollup.BatchCommitment memory) {
        return IRollup.BatchCommitment({
            batchHash: batchHashOf(parent.header),
            executionHash: parent.executionHash,
            dataHash: parent.dataHash,
            postedAt: parent.postedAt,
            challengeWindow: parent.challengeWindow
        });
    }

    /// @dev Posts `count` batches in one transaction each and gives their openings.
    function postMany(uint256 count) internal returns (IRollup.ParentBatch[] memory openings) {
        openings = new IRollup.ParentBatch[](count);
        for (uint256 i = 0; i < count; ++i) {
            post(next());
            openings[i] = head;
            advance(1);
        }
    }

    function force(uint256 salt) internal {
        uint256 fee = inbox.feeFor(21_000);
        vm.prank(user);
        inbox.force{value: fee}(abi.encode("raw", salt), 21_000);
    }

    function grant(uint64 role, address account) internal {
        vm.prank(admin);
        manager.grantRole(role, account, 0);
    }

    function grantRollback() internal {
        grant(Roles.ROLLBACK_CONTROLLER, rollbackController);
    }

    function rollBackTo(IRollup.ParentBatch memory anchor, bytes32 faultId) internal {
        vm.prank(rollbackController);
        rollup.rollbackTo(anchor, faultId);
        head = anchor;
    }
}
