import { concat, equalBytes } from "./bytes.js";
import type { HashFunction } from "./hash.js";

/** Trees of `spec/protocol.md` §2: the shape of RFC 6962, positional, nothing sorted. */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** `H(0x00 ‖ leaf)`. */
export function leafHash(hash: HashFunction, leaf: Uint8Array): Uint8Array {
  return hash(concat(LEAF, leaf));
}

/** `H(0x01 ‖ left ‖ right)`. */
export function nodeHash(hash: HashFunction, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(concat(NODE, left, right));
}

/** The largest power of two below `size`; `size` is at least 2. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) {
    split *= 2;
  }
  return split;
}

/** Root over leaf contents; `H("")` for none. */
export function merkleRoot(hash: HashFunction, leaves: readonly Uint8Array[]): Uint8Array {
  return rootOfHashes(
    hash,
    leaves.map((leaf) => leafHash(hash, leaf)),
  );
}

/** Root over leaf hashes; `H("")` for none. */
export function rootOfHashes(hash: HashFunction, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) {
    return hash(new Uint8Array(0));
  }
  let level = [...hashes];
  // Pairing neighbours from the left and carrying an odd last node up gives the same tree as splitting at powers of two.
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) {
      above.push(nodeHash(hash, level[i]!, level[i + 1]!));
    }
    if (level.length % 2 === 1) {
      above.push(level[level.length - 1]!);
    }
    level = above;
  }
  return level[0]!;
}

/** Inclusion proof of leaf `index`, nodes from the leaf up (RFC 6962 §2.1.1). */
export function inclusionProof(hash: HashFunction, hashes: readonly Uint8Array[], index: number): Uint8Array[] {
  if (index < 0 || index >= hashes.length) {
    throw new RangeError(`expected an index below the size ${hashes.length}, found ${index}`);
  }
  if (hashes.length === 1) {
    return [];
  }
  const split = splitOf(hashes.length);
  return index < split
    ? [...inclusionProof(hash, hashes.slice(0, split), index), rootOfHashes(hash, hashes.slice(split))]
    : [...inclusionProof(hash, hashes.slice(split), index - split), rootOfHashes(hash, hashes.slice(0, split))];
}

/** Consistency proof from the first `oldSize` leaves to all (RFC 6962 §2.1.2). */
export function consistencyProof(hash: HashFunction, hashes: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  if (oldSize === 0 || oldSize === hashes.length) {
    return [];
  }
  return subproof(hash, hashes, oldSize, true);
}

function subproof(hash: HashFunction, hashes: readonly Uint8Array[], oldSize: number, complete: boolean): Uint8Array[] {
  if (oldSize === hashes.length) {
    return complete ? [] : [rootOfHashes(hash, hashes)];
  }
  const split = splitOf(hashes.length);
  return oldSize <= split
    ? [...subproof(hash, hashes.slice(0, split), oldSize, complete), rootOfHashes(hash, hashes.slice(split))]
    : [...subproof(hash, hashes.slice(split), oldSize - split, false), rootOfHashes(hash, hashes.slice(0, split))];
}

/**
 * Folds an inclusion proof to the root that it belongs to (RFC 9162 §2.1.3.2).
 *
 * @param index of the leaf, below `size`
 * @returns the root, or undefined when the proof has not the length of that place
 */
export function foldInclusion(
  hash: HashFunction,
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index < 0n || index >= size || proof.some((node) => node.length !== 32)) {
    return undefined;
  }
  let at = index;
  let last = size - 1n;
  let root = leaf;
  for (const node of proof) {
    if (last === 0n) {
      return undefined;
    }
    if (at % 2n === 1n || at === last) {
      root = nodeHash(hash, node, root);
      while (at % 2n === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      root = nodeHash(hash, root, node);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : undefined;
}

/** True when `leaf` (its hash) is at `index` of the tree of `size` leaves with this root. */
export function verifyInclusion(
  hash: HashFunction,
  leaf: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const found = foldInclusion(hash, leaf, index, size, proof);
  return found !== undefined && equalBytes(found, root);
}

/** True when the tree of `oldSize` leaves is the beginning of the one of `newSize` leaves (RFC 9162 §2.1.4.2 and protocol.md §2). */
export function verifyConsistency(
  hash: HashFunction,
  oldSize: bigint,
  newSize: bigint,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (oldSize < 0n || oldSize > newSize || oldRoot.length !== 32 || newRoot.length !== 32) {
    return false;
  }
  const empty = hash(new Uint8Array(0));
  if (oldSize === 0n) {
    return proof.length === 0 && equalBytes(oldRoot, empty) && (newSize !== 0n || equalBytes(newRoot, empty));
  }
  if (oldSize === newSize) {
    return proof.length === 0 && equalBytes(oldRoot, newRoot);
  }
  return proof.every((node) => node.length === 32) && foldsToBoth(hash, oldSize, newSize, oldRoot, newRoot, proof);
}

function foldsToBoth(
  hash: HashFunction,
  oldSize: bigint,
  newSize: bigint,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  const isPowerOfTwo = (oldSize & (oldSize - 1n)) === 0n;
  const path = isPowerOfTwo ? [oldRoot, ...proof] : [...proof];
  const seed = path.shift();
  if (seed === undefined) {
    return false;
  }
  let at = oldSize - 1n;
  let last = newSize - 1n;
  while (at % 2n === 1n) {
    at >>= 1n;
    last >>= 1n;
  }
  let older = seed;
  let newer = seed;
  for (const node of path) {
    if (last === 0n) {
      return false;
    }
    if (at % 2n === 1n || at === last) {
      older = nodeHash(hash, node, older);
      newer = nodeHash(hash, node, newer);
      while (at % 2n === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      newer = nodeHash(hash, newer, node);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(older, oldRoot) && equalBytes(newer, newRoot);
}
