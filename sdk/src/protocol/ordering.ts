import { compareBytes, fromHex, toHex, uintToBytes, type Hex } from "../primitives/bytes.js";
import { keccak256, keccakHex } from "../primitives/hash.js";
import { merkleRoot } from "../primitives/merkle.js";
import { NOBODY } from "../primitives/address.js";
import { encodeWords } from "../primitives/words.js";
import { ARRIVAL_LEAF, CUT_LEAF, ORDER_LEAF, type ArrivalLeaf, type CutLeaf, type OrderLeaf } from "./objects.js";
import { ORDERING } from "./policy.js";
import { decodeTransaction } from "./transactions.js";

/** `duplicateOf` of an arrival that repeats nothing. */
export const NO_DUPLICATE = 2n ** 64n - 1n;
/** `position` of an arrival that has none. */
export const NO_POSITION = 0xffffffff;
/** Sort key of forced entries, and every other zero hash. */
export const ZERO_HASH: Hex = `0x${"00".repeat(32)}`;

/** Kinds of order leaves. */
export const ORDER_KIND = { ARRIVAL: 0, FORCED: 1 } as const;

/** An arrival as a batch takes it; `raw` is undefined for an EMPTY one. */
export interface Arrival {
  readonly seq: bigint;
  readonly receivedAtMillis: bigint;
  readonly raw: Uint8Array | undefined;
}

/** An entry of the forced inbox; `gasLimit` is what was paid for. */
export interface ForcedEntry {
  readonly index: bigint;
  readonly gasLimit: bigint;
  readonly raw: Uint8Array;
}

/** Cut leaves of arrivals in `seq` order; `earlierSeqOf` answers for the ancestors' arrivals (`spec/protocol.md` §4). */
export function cutLeaves(
  rollupId: bigint,
  arrivals: readonly Arrival[],
  earlierSeqOf: (txHash: Hex) => bigint | undefined,
): CutLeaf[] {
  const here = new Map<Hex, bigint>();
  return arrivals.map(({ seq, receivedAtMillis, raw }) => {
    const decoded = raw && decodeTransaction(raw, rollupId);
    // A nonce of 2^63 or above makes the arrival EMPTY (`spec/events.md` §3).
    if (!decoded?.ok || decoded.transaction.nonce >> 63n !== 0n) {
      return { seq, txHash: ZERO_HASH, sender: NOBODY, nonce: 0n, receivedAtMillis: 0n, duplicateOf: NO_DUPLICATE };
    }
    const { hash: txHash, sender, nonce } = decoded.transaction;
    const duplicateOf = earlierSeqOf(txHash) ?? here.get(txHash) ?? NO_DUPLICATE;
    if (!here.has(txHash)) {
      here.set(txHash, seq);
    }
    return { seq, txHash, sender, nonce, receivedAtMillis, duplicateOf };
  });
}

/** True for the leaf of an EMPTY arrival. */
export function isEmptyLeaf(leaf: CutLeaf): boolean {
  return leaf.txHash === ZERO_HASH;
}

/** Sort key of an arrival: by seed and sender under SHUFFLE, by number under FIFO. */
export function sortKeyOf(ordering: number, seed: Hex, sender: Hex, seq: bigint): Hex {
  return ordering === ORDERING.SHUFFLE ? keccakHex(fromHex(seed), fromHex(sender)) : toHex(uintToBytes(seq, 32));
}

/** Negative when leaf `a` of kind 0 stands before `b`: ascending by (sortKey, nonce, seq). */
export function compareOrder(a: OrderLeaf, b: OrderLeaf): number {
  const byKey = compareBytes(fromHex(a.sortKey), fromHex(b.sortKey));
  return byKey !== 0 ? byKey : compareIntegers(a.nonce, b.nonce) || compareIntegers(a.seqOrForcedIndex, b.seqOrForcedIndex);
}

function compareIntegers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when the engine may see a forced entry: it decodes, and its gas limit is the one that was paid for (`spec/protocol.md` §6). */
export function isRunnable(rollupId: bigint, { raw, gasLimit }: ForcedEntry): boolean {
  const decoded = decodeTransaction(raw, rollupId);
  return decoded.ok && decoded.transaction.gasLimit === gasLimit;
}

/** The leaf of a forced entry: sender and nonce are 0 when the engine must not see it (§§5, 6). */
export function forcedLeaf(rollupId: bigint, entry: ForcedEntry, position: number): OrderLeaf {
  const decoded = decodeTransaction(entry.raw, rollupId);
  const seen = decoded.ok && decoded.transaction.gasLimit === entry.gasLimit ? decoded.transaction : undefined;
  return {
    position,
    kind: ORDER_KIND.FORCED,
    seqOrForcedIndex: entry.index,
    txHash: toHex(keccak256(entry.raw)),
    sender: seen?.sender ?? NOBODY,
    nonce: seen?.nonce ?? 0n,
    sortKey: ZERO_HASH,
  };
}

/** The order of a batch: forced entries in queue order, then the arrivals that are neither duplicates nor EMPTY. */
export function orderLeaves(
  rollupId: bigint,
  ordering: number,
  seed: Hex,
  cut: readonly CutLeaf[],
  forced: readonly ForcedEntry[],
): OrderLeaf[] {
  const front = forced.map((entry, position) => forcedLeaf(rollupId, entry, position));
  const arrivals = cut
    .filter((leaf) => !isEmptyLeaf(leaf) && leaf.duplicateOf === NO_DUPLICATE)
    .map(({ seq, txHash, sender, nonce }): OrderLeaf => {
      const sortKey = sortKeyOf(ordering, seed, sender, seq);
      return { position: 0, kind: ORDER_KIND.ARRIVAL, seqOrForcedIndex: seq, txHash, sender, nonce, sortKey };
    })
    .sort(compareOrder)
    .map((leaf, i) => ({ ...leaf, position: front.length + i }));
  return [...front, ...arrivals];
}

/** Arrival leaves: the cut's with the position that the order gives. */
export function arrivalLeaves(cut: readonly CutLeaf[], order: readonly OrderLeaf[]): ArrivalLeaf[] {
  const positions = new Map(
    order.filter((leaf) => leaf.kind === ORDER_KIND.ARRIVAL).map((leaf) => [leaf.seqOrForcedIndex, leaf.position]),
  );
  return cut.map((leaf) => ({ ...leaf, position: positions.get(leaf.seq) ?? NO_POSITION }));
}

/** Bytes of leaves, as they stand in the trees. */
export const leafBytes = {
  cut: (leaf: CutLeaf): Uint8Array => encodeWords(CUT_LEAF, leaf),
  arrival: (leaf: ArrivalLeaf): Uint8Array => encodeWords(ARRIVAL_LEAF, leaf),
  order: (leaf: OrderLeaf): Uint8Array => encodeWords(ORDER_LEAF, leaf),
};

/** Keccak root over leaves, as hex. */
export function keccakRoot(leaves: readonly Uint8Array[]): Hex {
  return toHex(merkleRoot(keccak256, leaves));
}
