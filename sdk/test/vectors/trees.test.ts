import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex, toHex } from "../../src/primitives/bytes.js";
import { keccak256, sha256 } from "../../src/primitives/hash.js";
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from "../../src/primitives/merkle.js";
import { vectors } from "../spec.js";

for (const [name, hash] of [
  ["merkle-keccak", keccak256],
  ["merkle-sha256", sha256],
] as const) {
  const file = vectors(name);
  const leaves: Uint8Array[] = file.leaves.map(fromHex);
  const hashes = leaves.map((leaf) => leafHash(hash, leaf));

  test(`${name}: roots of every size`, () => {
    for (const { size, root } of file.roots) {
      assert.equal(toHex(merkleRoot(hash, leaves.slice(0, Number(size)))), root);
    }
    for (const { size, root } of file.thirdParty?.roots ?? []) {
      assert.equal(toHex(merkleRoot(hash, leaves.slice(0, Number(size)))), root);
    }
  });

  test(`${name}: inclusion, negative cases included`, () => {
    for (const item of file.inclusion) {
      const found = verifyInclusion(
        hash,
        leafHash(hash, fromHex(item.leaf)),
        BigInt(item.index),
        BigInt(item.size),
        item.proof.map(fromHex),
        fromHex(item.root),
      );
      assert.equal(found, item.valid, item.reason);
      if (item.valid) {
        const made = inclusionProof(hash, hashes.slice(0, Number(item.size)), Number(item.index));
        assert.deepEqual(made.map(toHex), item.proof);
      }
    }
  });

  test(`${name}: consistency, negative cases included`, () => {
    for (const item of file.consistency) {
      const found = verifyConsistency(
        hash,
        BigInt(item.oldSize),
        BigInt(item.newSize),
        fromHex(item.oldRoot),
        fromHex(item.newRoot),
        item.proof.map(fromHex),
      );
      assert.equal(found, item.valid, `${item.oldSize} → ${item.newSize}: ${item.reason}`);
      if (item.valid) {
        assert.deepEqual(
          consistencyProof(hash, hashes.slice(0, Number(item.newSize)), Number(item.oldSize)).map(toHex),
          item.proof,
        );
      }
    }
  });
}
