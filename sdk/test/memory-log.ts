import { concat } from "../src/primitives/bytes.js";
import { LogError } from "../src/log/note.js";
import type { LogSource } from "../src/log/source.js";
import { GrowingTree, tilePath, writeBundle, type ExpectedTile } from "../src/log/tiles.js";

/** A log in memory, whose bytes can be changed. */
export interface MemoryLog extends LogSource {
  paths(): string[];
  change(path: string): void;
}

export function memoryLog(entries: readonly Uint8Array[], note: string): MemoryLog {
  const files = new Map<string, Uint8Array>();
  const tree = new GrowingTree();
  const store = (tile: ExpectedTile) => files.set(tilePath(tile.level, tile.index, tile.hashes.length), concat(...tile.hashes));
  entries.forEach((entry) => tree.append(entry).forEach(store));
  tree.partialTiles().forEach(store);
  for (let i = 0; i * 256 < entries.length; i++) {
    const bundle = entries.slice(256 * i, 256 * i + 256);
    files.set(tilePath("entries", BigInt(i), bundle.length), writeBundle(bundle));
  }
  return {
    checkpoint: () => Promise.resolve(note),
    read: (path) => {
      const bytes = files.get(path);
      return bytes ? Promise.resolve(bytes) : Promise.reject(new LogError(`${path} is not there`));
    },
    paths: () => [...files.keys()],
    change: (path) => {
      const bytes = files.get(path)!.slice();
      bytes[bytes.length - 1]! ^= 1;
      files.set(path, bytes);
    },
  };
}
