// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BatchHeader, InclusionPromise} from "../../../src/libraries/CandorTypes.sol";
import {CutLeaf, Leaves, OrderLeaf} from "../../../src/libraries/Leaves.sol";
import {MerkleTree} from "../../../src/libraries/MerkleTree.sol";
import {Ordering} from "../../../src/libraries/Ordering.sol";

/// @notice A batch with everything that its roots commit to.
struct Batch {
    BatchHeader header;
    CutLeaf[] cut;
    uint32[] positions;
    OrderLeaf[] order;
}

/// @notice Orders batches as spec/protocol.md §§4-5 want them, and proves their leaves.
library HonestBatches {
    MerkleTree.Hash private constant KECCAK = MerkleTree.Hash.KECCAK256;

    /// @notice Order, positions and roots of a batch whose cut, forced leaves (first in `order`), seed and first seq are there.
    function arrange(Batch memory batch, uint8 ordering, OrderLeaf[] memory forced) internal view {
        uint256 count = forced.length;
        for (uint256 i = 0; i < batch.cut.length; ++i) {
            if (isOrdered(batch.cut[i])) ++count;
        }
        batch.order = new OrderLeaf[](count);
        for (uint256 i = 0; i < forced.length; ++i) {
            batch.order[i] = forced[i];
        }
        uint256 filled = forced.length;
        for (uint256 i = 0; i < batch.cut.length; ++i) {
            if (!isOrdered(batch.cut[i])) continue;
            insert(batch.order, leafOf(batch, ordering, batch.cut[i]), forced.length, filled++);
        }
        place(batch);
        seal(batch);
    }

    /// @notice The positions that the order gives.
    function place(Batch memory batch) internal pure {
        batch.positions = new uint32[](batch.cut.length);
        for (uint256 i = 0; i < batch.cut.length; ++i) {
            batch.positions[i] = Leaves.NO_POSITION;
        }
        for (uint32 i = 0; i < batch.order.length; ++i) {
            batch.order[i].position = i;
            if (batch.order[i].kind == 0) {
                batch.positions[batch.order[i].seqOrForcedIndex - batch.header.firstSeq] = i;
            }
        }
    }

    /// @notice Counts and roots, whatever the leaves say.
    function seal(Batch memory batch) internal view {
        batch.header.seqCount = uint64(batch.cut.length);
        batch.header.txCount = uint32(batch.order.length);
        batch.header.cutRoot = MerkleTree.root(KECCAK, cutHashes(batch));
        batch.header.arrivalRoot = MerkleTree.root(KECCAK, arrivalHashes(batch));
        batch.header.orderRoot = MerkleTree.root(KECCAK, orderHashes(batch));
    }

    function isOrdered(CutLeaf memory leaf) internal pure returns (bool) {
        return leaf.duplicateOf == Leaves.NO_DUPLICATE && leaf.txHash != bytes32(0);
    }

    function leafOf(Batch memory batch, uint8 ordering, CutLeaf memory leaf) private pure returns (OrderLeaf memory) {
        return OrderLeaf({
            position: 0,
            kind: 0,
            seqOrForcedIndex: leaf.seq,
            txHash: leaf.txHash,
            sender: leaf.sender,
            nonce: leaf.nonce,
            sortKey: Ordering.sortKey(
                batch.header.beaconKind == 0 ? Ordering.FIFO : ordering, batch.header.seed, leaf.sender, leaf.seq
            )
        });
    }

    function insert(OrderLeaf[] memory order, OrderLeaf memory leaf, uint256 lowest, uint256 filled) private pure {
        uint256 at = filled;
        while (at > lowest && Ordering.inOrder(placeOf(leaf), placeOf(order[at - 1]))) {
            order[at] = order[at - 1];
            --at;
        }
        order[at] = leaf;
    }

    function placeOf(OrderLeaf memory leaf) private pure returns (Ordering.Place memory) {
        return Ordering.Place({sortKey: leaf.sortKey, nonce: leaf.nonce, seq: leaf.seqOrForcedIndex});
    }

    function promiseOf(CutLeaf memory leaf, uint64 rollupId, uint64 inclusionDelaySeconds, bytes32 policyHash)
        internal
        pure
        returns (InclusionPromise memory)
    {
        return InclusionPromise({
            rollupId: rollupId,
            seq: leaf.seq,
            txHash: leaf.txHash,
            sender: leaf.sender,
            nonce: leaf.nonce,
            receivedAtMillis: leaf.receivedAtMillis,
            includeBy: (leaf.receivedAtMillis + 999) / 1000 + inclusionDelaySeconds,
            policyHash: policyHash
        });
    }

    function cutHashes(Batch memory batch) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](batch.cut.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = MerkleTree.hashLeaf(KECCAK, Leaves.encode(batch.cut[i]));
        }
    }

    function arrivalHashes(Batch memory batch) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](batch.cut.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = MerkleTree.hashLeaf(KECCAK, Leaves.encodeArrival(batch.cut[i], batch.positions[i]));
        }
    }

    function orderHashes(Batch memory batch) internal pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](batch.order.length);
        for (uint256 i = 0; i < hashes.length; ++i) {
            hashes[i] = MerkleTree.hashLeaf(KECCAK, Leaves.encode(batch.order[i]));
        }
    }

    /// @notice The inclusion proof of leaf `index`, from the leaf up.
    function prove(MerkleTree.Hash hash, bytes32[] memory hashes, uint256 index)
        internal
        view
        returns (bytes32[] memory proof)
    {
        bytes32[] memory longest = new bytes32[](64);
        uint256 length = 0;
        uint256 width = hashes.length;
        while (width > 1) {
            if (index ^ 1 < width) longest[length++] = hashes[index ^ 1];
            uint256 pairs = width / 2;
            for (uint256 i = 0; i < pairs; ++i) {
                hashes[i] = MerkleTree.hashNode(hash, hashes[2 * i], hashes[2 * i + 1]);
            }
            if (width % 2 == 1) hashes[pairs] = hashes[width - 1];
            width -= pairs;
            index /= 2;
        }
        proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) {
            proof[i] = longest[i];
        }
    }

    function cutProof(Batch memory batch, uint256 index) internal view returns (bytes32[] memory) {
        return prove(KECCAK, cutHashes(batch), index);
    }

    function arrivalProof(Batch memory batch, uint256 index) internal view returns (bytes32[] memory) {
        return prove(KECCAK, arrivalHashes(batch), index);
    }

    function orderProof(Batch memory batch, uint256 index) internal view returns (bytes32[] memory) {
        return prove(KECCAK, orderHashes(batch), index);
    }
}
