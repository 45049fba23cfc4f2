// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IRollup} from "../../src/rollup/IRollup.sol";
import {RollupFixture} from "./RollupFixture.sol";

contract OriginsTest is RollupFixture {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    /// @dev Runtime code of the system contract, from EIP-2935.
    bytes private constant HISTORY_CODE =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";
    uint256 private constant HISTORY_BLOCKS = 8191;

    function test_knowsTheHashOfEveryBlockWithinTheHistory() external {
        vm.etch(HISTORY, HISTORY_CODE);
        vm.roll(100_000);
        vm.store(HISTORY, bytes32(uint256(100_000 - HISTORY_BLOCKS) % HISTORY_BLOCKS), keccak256("oldest"));
        vm.assertEq(rollup.originHash(99_999), blockhash(99_999), "newest");
        vm.assertEq(rollup.originHash(uint64(100_000 - HISTORY_BLOCKS)), keccak256("oldest"), "oldest");
        vm.assertEq(rollup.originHash(uint64(100_000 - HISTORY_BLOCKS - 1)), bytes32(0), "beyond");
        vm.assertEq(rollup.originHash(100_000), bytes32(0), "this block");
        vm.assertEq(rollup.originHash(type(uint64).max), bytes32(0), "never");
    }

    /// @dev A header as far as it matters: RLP of a list that begins with the parent's hash.
    function headerRlp(bytes32 parentHash, uint256 number) private pure returns (bytes memory) {
        bytes memory payload = bytes.concat(hex"a0", parentHash, hex"a0", bytes32(number | 1 << 255));
        return bytes.concat(hex"f8", bytes1(uint8(payload.length)), payload);
    }

    /// @dev Headers of blocks `from` down to `to`, each the parent of the one before; also the hashes.
    function ancestry(uint64 from, uint64 to) private pure returns (bytes[] memory headers, bytes32[] memory hashes) {
        uint256 size = from - to + 1;
        headers = new bytes[](size);
        hashes = new bytes32[](size);
        bytes32 parent = keccak256("the beginning");
        for (uint256 i = size; i > 0; --i) {
            headers[i - 1] = headerRlp(parent, from - (i - 1));
            parent = keccak256(headers[i - 1]);
            hashes[i - 1] = parent;
        }
    }

    function slice(bytes[] memory list, uint256 from, uint256 to) private pure returns (bytes[] memory part) {
        part = new bytes[](to - from);
        for (uint256 i = from; i < to; ++i) {
            part[i - from] = list[i];
        }
    }

    function test_pinsAKnownBlockForEver() external {
        uint64 number = newestOrigin();
        bytes32 hash = rollup.originHash(number);
        vm.expectEmit(address(rollup));
        emit IRollup.OriginPinned(number, hash);
        rollup.pinOrigin(number, new bytes[](0));
        vm.roll(number + 1_000_000);
        vm.assertEq(rollup.originHash(number), hash, "kept");
    }

    function test_walksParentHashesBackInSeveralCalls() external {
        (bytes[] memory headers, bytes32[] memory hashes) = ancestry(100_000, 99_991);
        vm.roll(100_001);
        vm.setBlockhash(100_000, hashes[0]);
        rollup.pinOrigin(99_995, slice(headers, 0, 5));
        vm.assertEq(rollup.originHash(99_995), hashes[5], "five back");
        vm.roll(1_000_000);
        rollup.pinOrigin(99_991, slice(headers, 5, 9));
        vm.assertEq(rollup.originHash(99_991), hashes[9], "from the pinned one, four more");
        vm.assertEq(rollup.originHash(99_993), bytes32(0), "not those between");
    }

    function test_refusesAHeaderThatIsNotTheBlocks() external {
        (bytes[] memory headers, bytes32[] memory hashes) = ancestry(100_000, 99_991);
        vm.roll(100_001);
        vm.setBlockhash(100_000, hashes[0]);
        headers[2] = headerRlp(keccak256("forged"), 99_998);
        bytes[] memory walk = slice(headers, 0, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IRollup.HeaderRlpMismatch.selector, 99_998, hashes[2], keccak256(headers[2]))
        );
        rollup.pinOrigin(99_995, walk);
    }

    function test_refusesToWalkFromAnUnknownBlock() external {
        (bytes[] memory headers,) = ancestry(100_000, 99_991);
        vm.expectRevert(abi.encodeWithSelector(IRollup.OriginUnknown.selector, 100_000));
        rollup.pinOrigin(99_990, headers);
        vm.expectRevert(abi.encodeWithSelector(IRollup.OriginUnknown.selector, uint64(block.number)));
        rollup.pinOrigin(uint64(block.number), new bytes[](0));
        vm.expectRevert(abi.encodeWithSelector(IRollup.PinnedHeaderCountOutOfRange.selector, 257, 256));
        rollup.pinOrigin(1, new bytes[](257));
    }

    /// @dev L1 is far ahead of the origin of a header that was signed long ago: pin it, post it.
    function test_aHeaderWithAnOriginBeyondTheHistoryIsPostedThroughAPin() external {
        vm.etch(HISTORY, HISTORY_CODE);
        uint64 origin = 90_000;
        (bytes[] memory headers, bytes32[] memory hashes) = ancestry(90_200, 90_000);
        vm.roll(origin + 10);
        vm.warp(block.timestamp + 10 days);
        vm.setBlockhash(origin, hashes[hashes.length - 1]);
        IRollup.PostedBatch memory batch = build(head, origin, 3, 0);
        // when L1 goes on far beyond the history, known only up to the newest of the headers
        vm.roll(90_200 + HISTORY_BLOCKS);
        vm.store(HISTORY, bytes32(uint256(90_200) % HISTORY_BLOCKS), hashes[0]);
        refuse(batch, abi.encodeWithSelector(IRollup.OriginUnknown.selector, origin));
        rollup.pinOrigin(origin, slice(headers, 0, headers.length - 1));
        // then
        post(batch);
        vm.assertEq(rollup.latestNumber(), 1, "posted");
    }
}
