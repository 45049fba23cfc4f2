import { concat } from "../primitives/bytes.js";
import { sha256 } from "../primitives/hash.js";
import { leafHash, nodeHash, rootOfHashes } from "../primitives/merkle.js";
import { LogError } from "./note.js";

/** Hashes or entries of a full tile (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256;

/** Path of a tile below the log's prefix; level "entries" is that of bundles. `width` is 256 for a full one. */
export function tilePath(level: number | "entries", index: bigint, width: number): string {
  const digits = index.toString();
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g)!;
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** Splits an entry bundle: `uint16 length ‖ entry`, as many as `width`. @throws LogError */
export function readBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const length = bytes[at]! * 256 + bytes[at + 1]!;
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (at !== bytes.length || entries.length !== width) {
    throw new LogError(`expected a bundle of ${width} whole entries, found ${entries.length} in ${bytes.length} bytes`);
  }
  return entries;
}

/** Joins entries to a bundle. */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(...entries.map((entry) => concat(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry)));
}

/** A tile that the entries so far complete, or its last, partial state: its place and the hashes it must hold. */
export interface ExpectedTile {
  readonly level: number;
  readonly index: bigint;
  readonly hashes: readonly Uint8Array[];
}

/**
 * An RFC 6962 tree that grows at its right end and remembers only the unfinished tiles: what a reader needs to check tiles and root,
 * whatever the size.
 */
export class GrowingTree {
  private readonly levels: Uint8Array[][] = [[]];
  private readonly finished: bigint[] = [0n];
  private count = 0n;

  /** Number of leaves. */
  get size(): bigint {
    return this.count;
  }

  /** Appends an entry and returns the tiles that it completes. */
  append(entry: Uint8Array): ExpectedTile[] {
    this.count++;
    const completed: ExpectedTile[] = [];
    let hash = leafHash(sha256, entry);
    for (let level = 0; ; level++) {
      const hashes = (this.levels[level] ??= []);
      const index = (this.finished[level] ??= 0n);
      hashes.push(hash);
      if (hashes.length < TILE_WIDTH) {
        return completed;
      }
      completed.push({ level, index, hashes });
      this.levels[level] = [];
      this.finished[level] = index + 1n;
      hash = rootOfHashes(sha256, hashes);
    }
  }

  /** The unfinished tiles at the right end. */
  partialTiles(): ExpectedTile[] {
    return this.levels
      .map((hashes, level) => ({ level, index: this.finished[level]!, hashes: [...hashes] }))
      .filter(({ hashes }) => hashes.length > 0);
  }

  /** Root over all leaves. */
  root(): Uint8Array {
    const peaks: Uint8Array[] = [];
    for (const hashes of [...this.levels].reverse()) {
      let from = 0;
      for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
        if ((hashes.length & width) !== 0) {
          peaks.push(rootOfHashes(sha256, hashes.slice(from, from + width)));
          from += width;
        }
      }
    }
    return peaks.length === 0 ? sha256(new Uint8Array(0)) : peaks.reduceRight((right, left) => nodeHash(sha256, left, right));
  }
}
