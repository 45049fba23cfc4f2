import type { BatchDBOp, DB } from "@ethereumjs/util";
import { ClassicLevel } from "classic-level";
import { fromHex, type Hex } from "../primitives/bytes.js";

/** Keys of blocks begin with this, which no trie key does: those are hex digits. */
const BLOCK = "block:";
const VALUES = { valueEncoding: "view" } as const;

/**
 * Everything the executor keeps: nodes and codes under their hashes, headers of executed blocks under theirs. Nothing is ever changed or
 * removed, so that every block can be executed upon again. A block is written after the state it leaves, which LevelDB keeps in order.
 */
export class Store implements DB<string, Uint8Array> {
  private constructor(private readonly level: ClassicLevel<string, Uint8Array>) {}

  /** @throws when another process has the folder open */
  static async at(folder: string): Promise<Store> {
    const level = new ClassicLevel<string, Uint8Array>(folder, VALUES);
    await level.open();
    return new Store(level);
  }

  /** RLP of an executed block's header. */
  block(hash: Hex): Promise<Uint8Array | undefined> {
    return this.level.get(BLOCK + hash, VALUES);
  }

  async putBlock(hash: Hex, header: Uint8Array): Promise<void> {
    await this.level.put(BLOCK + hash, header, { ...VALUES, sync: true });
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.level.get(key, VALUES);
  }

  put(key: string, value: Uint8Array): Promise<void> {
    return this.level.put(key, value, VALUES);
  }

  /** Old states stay: a rollback needs them. */
  del(): Promise<void> {
    return Promise.resolve();
  }

  async batch(operations: BatchDBOp<string, Uint8Array>[]): Promise<void> {
    const puts = operations.filter((operation) => operation.type === "put");
    await this.level.batch(puts.map(({ key, value }) => ({ type: "put", key, value })));
  }

  shallowCopy(): DB<string, Uint8Array> {
    return this;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.level.close();
  }
}

/** Zero in 32 bytes: the parent of a genesis block. */
export const NO_BLOCK: Hex = `0x${"00".repeat(32)}`;

/** The hashes that `BLOCKHASH` asks for: those of a parent and its ancestors. */
export class Lineage {
  constructor(
    private readonly store: Store,
    private readonly parent: Hex,
    private readonly headerOf: (rlp: Uint8Array) => { readonly number: bigint; readonly parentHash: Hex },
  ) {}

  async getBlock(id: number): Promise<{ hash(): Uint8Array }> {
    let hash = this.parent;
    for (;;) {
      const rlp = await this.store.block(hash);
      if (rlp === undefined) {
        throw new Error(`expected block ${hash} to be kept, found nothing`);
      }
      const header = this.headerOf(rlp);
      if (header.number <= BigInt(id)) {
        const bytes = fromHex(hash);
        return { hash: () => bytes };
      }
      hash = header.parentHash;
    }
  }

  putBlock(): Promise<void> {
    return Promise.resolve();
  }

  shallowCopy(): Lineage {
    return this;
  }
}
