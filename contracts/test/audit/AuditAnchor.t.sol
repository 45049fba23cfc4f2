// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {AuditAnchor} from "../../src/audit/AuditAnchor.sol";
import {IAuditAnchor} from "../../src/audit/IAuditAnchor.sol";
import {CandorTypes, LogCheckpoint} from "../../src/libraries/CandorTypes.sol";
import {RollupFixture} from "../rollup/RollupFixture.sol";
import {SyntheticTree} from "./SyntheticTree.sol";

contract AuditAnchorTest is RollupFixture {
    using CandorTypes for *;

    struct ConsistencyCase {
        bytes32 newRoot;
        uint256 newSize;
        bytes32 oldRoot;
        uint256 oldSize;
        bytes32[] proof;
        string reason;
        bool valid;
    }

    // mapping `logs` in layout/AuditAnchor.json
    uint256 private constant LOGS_SLOT = uint256(0xc5e7ae95d0e03d5c4dc87d7c8ce0aa3ab746b0d93c694a6427e91e9524b09d00)
        + 3;
    bytes32 private constant EMPTY_ROOT = sha256("");
    uint64 private constant OLD_SIZE = 1000;
    uint64 private constant NEW_SIZE = 1300;

    bytes32 private log = keccak256(bytes(LOG_ORIGIN));
    SyntheticTree.Proof private grown = SyntheticTree.prove(OLD_SIZE, NEW_SIZE, "tree");
    bytes32[] private noProof;
    bytes32 private separator;

    function setUp() public override {
        super.setUp();
        separator = rollup.domainSeparator();
    }

    function signed(bytes32 originHash, uint64 size, bytes32 root, uint256 key) private view returns (bytes memory) {
        LogCheckpoint memory checkpoint = LogCheckpoint({originHash: originHash, size: size, root: root});
        return signature(key, separator.digest(checkpoint.hash()));
    }

    function anchorFirst() private {
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, noProof, signed(log, OLD_SIZE, grown.oldRoot, LOG_KEY));
    }

    function anchorNext() private {
        auditAnchor.anchor(log, NEW_SIZE, grown.newRoot, grown.nodes, signed(log, NEW_SIZE, grown.newRoot, LOG_KEY));
    }

    function checkNewest(uint64 size, bytes32 root) private view {
        vm.assertEq(auditAnchor.newestAnchor(log).size, size, "size");
        vm.assertEq(auditAnchor.newestAnchor(log).root, root, "root");
    }

    function test_theDeploymentRegistersItsLogWithItsBond() external view {
        IAuditAnchor.Log memory registered = auditAnchor.logOf(log);
        vm.assertEq(deployment.logOriginHash(), log, "origin hash");
        vm.assertEq(registered.owner, operator, "owner");
        vm.assertEq(registered.logKey, vm.addr(LOG_KEY), "key");
        vm.assertEq(auditAnchor.logKeyAt(log, DEPLOYMENT_BLOCK), vm.addr(LOG_KEY), "key by height");
        vm.assertEq(auditAnchor.logKeyAt(log, DEPLOYMENT_BLOCK - 1), address(0), "none before");
        vm.assertEq(auditAnchor.logOfKey(vm.addr(LOG_KEY)), log, "log of the key");
        vm.assertEq(auditAnchor.rollup(), address(rollup), "domain");
        vm.assertEq(vault.bondOf(log).owner, operator, "owner of the bond");
        vm.assertEq(vault.bondOf(log).bonded, LOG_BOND, "bond");
        vm.assertEq(vault.lockedBy(log, address(auditAnchor)), MIN_BOND, "the minimum is locked");
        checkNewest(0, EMPTY_ROOT);
    }

    function test_anchorsWhatContinuesTheTree() external {
        vm.expectEmit(address(auditAnchor));
        emit IAuditAnchor.CheckpointAnchored(log, OLD_SIZE, grown.oldRoot);
        anchorFirst();
        checkNewest(OLD_SIZE, grown.oldRoot);
        advance(3);
        vm.expectEmit(address(auditAnchor));
        emit IAuditAnchor.CheckpointAnchored(log, NEW_SIZE, grown.newRoot);
        anchorNext();
        checkNewest(NEW_SIZE, grown.newRoot);
        vm.assertEq(auditAnchor.newestAnchor(log).height, block.number, "height");
    }

    function test_takesTheNewestAnchorOnceMoreWithoutEffect() external {
        anchorFirst();
        uint64 height = uint64(block.number);
        advance(1);
        anchorFirst();
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, grown.nodes, "no signature");
        vm.assertEq(auditAnchor.newestAnchor(log).height, height, "nothing changed");
        checkNewest(OLD_SIZE, grown.oldRoot);
    }

    function test_theEmptyTreeIsAnchoredFromTheBeginning() external {
        auditAnchor.anchor(log, 0, EMPTY_ROOT, noProof, "");
        vm.assertEq(auditAnchor.newestAnchor(log).height, 0, "without effect");
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.CheckpointForked.selector, 0, EMPTY_ROOT, bytes32("x")));
        auditAnchor.anchor(log, 0, "x", noProof, "");
    }

    function test_refusesASmallerTree() external {
        anchorFirst();
        anchorNext();
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.CheckpointTooSmall.selector, NEW_SIZE, OLD_SIZE));
        anchorFirst();
        checkNewest(NEW_SIZE, grown.newRoot);
    }

    function test_refusesAnotherRootOfTheSameSize() external {
        anchorFirst();
        vm.expectRevert(
            abi.encodeWithSelector(IAuditAnchor.CheckpointForked.selector, OLD_SIZE, grown.oldRoot, bytes32("fork"))
        );
        auditAnchor.anchor(log, OLD_SIZE, "fork", noProof, signed(log, OLD_SIZE, "fork", LOG_KEY));
    }

    function test_refusesATreeThatDoesNotBeginWithTheAnchoredOne() external {
        anchorFirst();
        SyntheticTree.Proof memory other = SyntheticTree.prove(OLD_SIZE, NEW_SIZE, "another tree");
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuditAnchor.ConsistencyProofInvalid.selector, OLD_SIZE, grown.oldRoot, NEW_SIZE, other.newRoot
            )
        );
        auditAnchor.anchor(log, NEW_SIZE, other.newRoot, other.nodes, signed(log, NEW_SIZE, other.newRoot, LOG_KEY));
    }

    function test_refusesAProofBeforeTheFirstAnchor() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuditAnchor.ConsistencyProofInvalid.selector, 0, EMPTY_ROOT, NEW_SIZE, grown.newRoot
            )
        );
        anchorNext();
    }

    function test_refusesWhatTheLogKeyDidNotSign() external {
        vm.expectRevert(
            abi.encodeWithSelector(IAuditAnchor.CheckpointSignerMismatch.selector, vm.addr(LOG_KEY), vm.addr(ORDER_KEY))
        );
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, noProof, signed(log, OLD_SIZE, grown.oldRoot, ORDER_KEY));
        vm.expectRevert(
            abi.encodeWithSelector(IAuditAnchor.CheckpointSignerMismatch.selector, vm.addr(LOG_KEY), address(0))
        );
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, noProof, "");
        vm.expectPartialRevert(IAuditAnchor.CheckpointSignerMismatch.selector);
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, noProof, signed(log, OLD_SIZE + 1, grown.oldRoot, LOG_KEY));
        vm.expectPartialRevert(IAuditAnchor.CheckpointSignerMismatch.selector);
        auditAnchor.anchor(log, OLD_SIZE, grown.oldRoot, noProof, signed("x", OLD_SIZE, grown.oldRoot, LOG_KEY));
    }

    function test_refusesALogThatIsNotRegistered() external {
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogUnknown.selector, bytes32("x")));
        auditAnchor.anchor("x", OLD_SIZE, grown.oldRoot, noProof, signed("x", OLD_SIZE, grown.oldRoot, LOG_KEY));
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogUnknown.selector, bytes32("x")));
        auditAnchor.newestAnchor("x");
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogUnknown.selector, bytes32("x")));
        auditAnchor.rotateLogKey("x", user, uint64(block.number) + 1);
    }

    function test_aRotatedKeySignsFromItsHeightOn() external {
        uint256 second = uint256(keccak256("second log key"));
        uint64 effective = uint64(block.number) + 5;
        vm.prank(operator);
        vm.expectEmit(address(auditAnchor));
        emit IAuditAnchor.LogKeyRotated(log, vm.addr(second), effective);
        auditAnchor.rotateLogKey(log, vm.addr(second), effective);
        anchorFirst();
        advance(5);
        vm.expectRevert(
            abi.encodeWithSelector(IAuditAnchor.CheckpointSignerMismatch.selector, vm.addr(second), vm.addr(LOG_KEY))
        );
        anchorNext();
        auditAnchor.anchor(log, NEW_SIZE, grown.newRoot, grown.nodes, signed(log, NEW_SIZE, grown.newRoot, second));
        vm.assertEq(auditAnchor.newestAnchor(log).size, NEW_SIZE, "anchored");
        vm.assertEq(auditAnchor.logKeyAt(log, effective - 1), vm.addr(LOG_KEY), "old");
        vm.assertEq(auditAnchor.logKeyAt(log, effective), vm.addr(second), "new");
        vm.assertEq(auditAnchor.logKeyAt(log, type(uint64).max), vm.addr(second), "beyond every rotation");
        vm.assertEq(auditAnchor.logOf(log).logKey, vm.addr(second), "newest");
        vm.assertEq(auditAnchor.logOfKey(vm.addr(LOG_KEY)), log, "the old key stays the log's");
    }

    /// @dev The key in force is remembered between anchors, and never beyond a rotation that is ahead.
    function test_aRotationThereAndBackIsFollowedWhateverIsAnchoredMeanwhile() external {
        uint256 second = uint256(keccak256("second log key"));
        uint64 now_ = uint64(block.number);
        vm.startPrank(operator);
        auditAnchor.rotateLogKey(log, vm.addr(second), now_ + 2);
        auditAnchor.rotateLogKey(log, vm.addr(LOG_KEY), now_ + 4);
        vm.stopPrank();
        uint256[6] memory keys = [LOG_KEY, LOG_KEY, second, second, LOG_KEY, LOG_KEY];
        (uint64 size, bytes32 root) = (1024, keccak256("root"));
        auditAnchor.anchor(log, size, root, noProof, signed(log, size, root, LOG_KEY));
        for (uint256 i = 0; i < keys.length; ++i) {
            // A tree twice as large: one node proves it.
            bytes32[] memory proof = new bytes32[](1);
            proof[0] = keccak256(abi.encode(i));
            (size, root) = (size * 2, sha256(abi.encodePacked(bytes1(0x01), root, proof[0])));
            bytes memory wrong = signed(log, size, root, keys[i] == second ? LOG_KEY : second);
            vm.expectPartialRevert(IAuditAnchor.CheckpointSignerMismatch.selector);
            auditAnchor.anchor(log, size, root, proof, wrong);
            auditAnchor.anchor(log, size, root, proof, signed(log, size, root, keys[i]));
            advance(1);
        }
    }

    function test_refusesARotationThatIsNotInTheFutureOrOutOfOrderOrAnothers() external {
        uint64 now_ = uint64(block.number);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.CallerNotOwner.selector, operator, address(this)));
        auditAnchor.rotateLogKey(log, user, now_ + 1);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.EffectiveHeightTooEarly.selector, now_ + 1, now_));
        auditAnchor.rotateLogKey(log, user, now_);
        auditAnchor.rotateLogKey(log, user, now_ + 10);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.EffectiveHeightTooEarly.selector, now_ + 10, now_ + 9));
        auditAnchor.rotateLogKey(log, user, now_ + 9);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogKeyInvalid.selector, address(0)));
        auditAnchor.rotateLogKey(log, address(0), now_ + 10);
        vm.stopPrank();
    }

    function test_onlyTheAdminRegistersLogsAndEachOnce() external {
        vm.deal(admin, 10 ether);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(this)));
        auditAnchor.registerLog("log.example/2", user, user);
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogAlreadyRegistered.selector, log));
        auditAnchor.registerLog{value: 1 ether}(LOG_ORIGIN, user, user);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.LogKeyTaken.selector, vm.addr(LOG_KEY), log));
        auditAnchor.registerLog{value: 1 ether}("log.example/2", vm.addr(LOG_KEY), user);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAuditAnchor.LogBondTooLow.selector, keccak256("log.example/2"), MIN_BOND, MIN_BOND - 1
            )
        );
        auditAnchor.registerLog{value: MIN_BOND - 1}("log.example/2", user, user);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.OriginLength.selector, 255, 0));
        auditAnchor.registerLog{value: 1 ether}("", user, user);
        vm.expectRevert(abi.encodeWithSelector(IAuditAnchor.OriginLength.selector, 255, 256));
        auditAnchor.registerLog{value: 1 ether}(string(new bytes(256)), user, user);
        vm.expectEmit(address(auditAnchor));
        emit IAuditAnchor.LogRegistered(keccak256("log.example/2"), poster, user, "log.example/2");
        bytes32 second = auditAnchor.registerLog{value: 1 ether}("log.example/2", user, poster);
        vm.stopPrank();
        vm.assertEq(vault.bondOf(second).owner, poster, "owner of the bond");
    }

    /// @dev Every consistency vector that L1 can meet: the tree grows, whatever the proof.
    function test_takesTheConsistencyProofsThatTheVectorsSay() external {
        string memory json = vm.readFile("../spec/vectors/merkle-sha256.json");
        ConsistencyCase[] memory cases = abi.decode(
            vm.parseJsonTypeArray(
                json,
                ".consistency",
                "ConsistencyVector(bytes32 newRoot,uint256 newSize,bytes32 oldRoot,uint256 oldSize,bytes32[] proof,string reason,bool valid)"
            ),
            (ConsistencyCase[])
        );
        vm.deal(admin, 1000 ether);
        uint256 tried;
        for (uint256 i = 0; i < cases.length; ++i) {
            ConsistencyCase memory c = cases[i];
            if (c.newSize <= c.oldSize || (c.oldSize == 0 && c.oldRoot != EMPTY_ROOT)) continue;
            ++tried;
            anchorCase(c, string.concat("vector ", vm.toString(i)), 1 + i);
        }
        vm.assertLt(40, tried, "there are vectors");
    }

    function anchorCase(ConsistencyCase memory c, string memory origin, uint256 key) private {
        vm.prank(admin);
        bytes32 id = auditAnchor.registerLog{value: 1 ether}(origin, vm.addr(key), operator);
        (uint64 oldSize, uint64 newSize) = (uint64(c.oldSize), uint64(c.newSize));
        auditAnchor.anchor(id, oldSize, c.oldRoot, noProof, signed(id, oldSize, c.oldRoot, key));
        bytes memory signature_ = signed(id, newSize, c.newRoot, key);
        if (!c.valid) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAuditAnchor.ConsistencyProofInvalid.selector, oldSize, c.oldRoot, newSize, c.newRoot
                )
            );
        }
        auditAnchor.anchor(id, newSize, c.newRoot, c.proof, signature_);
        vm.assertTrue((auditAnchor.newestAnchor(id).root == c.newRoot) == c.valid, string.concat(origin, c.reason));
    }

    /// @dev With the vectors' domain and the vectors' signature. No origin has the vector's hash, so its log is put into storage.
    function test_takesTheSignatureOfTheVectors() external {
        string memory json = vm.readFile("../spec/vectors/eip712.json");
        string memory at = ".objects.LogCheckpoint[0]";
        LogCheckpoint memory checkpoint = abi.decode(
            vm.parseJsonType(
                json, string.concat(at, ".message"), "LogCheckpoint(bytes32 originHash,uint64 size,bytes32 root)"
            ),
            (LogCheckpoint)
        );
        address verifyingContract = vm.parseJsonAddress(json, ".domain.verifyingContract");
        vm.chainId(vm.parseJsonUint(json, ".domain.chainId"));
        AuditAnchor other = AuditAnchor(
            address(
                new ERC1967Proxy(
                    address(new AuditAnchor()),
                    abi.encodeCall(
                        AuditAnchor.initialize,
                        (address(manager), verifyingContract, address(parameters), address(vault))
                    )
                )
            )
        );
        uint256 slot = uint256(keccak256(abi.encode(checkpoint.originHash, LOGS_SLOT)));
        address signer = vm.parseJsonAddress(json, string.concat(at, ".signer"));
        vm.store(address(other), bytes32(slot), EMPTY_ROOT);
        vm.store(address(other), bytes32(slot + 3), bytes32(uint256(1)));
        vm.store(
            address(other), keccak256(abi.encode(slot + 3)), bytes32(uint256(uint160(signer)) << 48 | block.number)
        );
        vm.assertEq(other.logOf(checkpoint.originHash).logKey, signer, "stored");
        other.anchor(
            checkpoint.originHash,
            checkpoint.size,
            checkpoint.root,
            noProof,
            vm.parseJsonBytes(json, string.concat(at, ".signature"))
        );
        vm.assertEq(other.newestAnchor(checkpoint.originHash).root, checkpoint.root, "anchored");
    }

    function testFuzz_trees(uint64 oldSize, uint64 newSize, bytes32 salt, uint256 flipped) external {
        newSize = uint64(bound(newSize, 2, type(uint64).max));
        oldSize = uint64(bound(oldSize, 1, newSize - 1));
        SyntheticTree.Proof memory proof = SyntheticTree.prove(oldSize, newSize, salt);
        auditAnchor.anchor(log, oldSize, proof.oldRoot, noProof, signed(log, oldSize, proof.oldRoot, LOG_KEY));
        bytes memory signature_ = signed(log, newSize, proof.newRoot, LOG_KEY);
        uint256 place = bound(flipped, 0, proof.nodes.length - 1);
        bytes32 node = proof.nodes[place];
        proof.nodes[place] = node ^ bytes32(1 << (flipped % 256));
        vm.expectPartialRevert(IAuditAnchor.ConsistencyProofInvalid.selector);
        auditAnchor.anchor(log, newSize, proof.newRoot, proof.nodes, signature_);
        proof.nodes[place] = node;
        auditAnchor.anchor(log, newSize, proof.newRoot, proof.nodes, signature_);
        checkNewest(newSize, proof.newRoot);
    }
}
