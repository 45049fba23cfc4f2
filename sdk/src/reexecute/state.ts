import type { BatchDBOp, DB } from "@ethereumjs/util";
import { keccak256 } from "../primitives/hash.js";
import { toHex } from "../primitives/bytes.js";

/** Prefix under which the state manager asks for codes: "c". */
const CODE_PREFIX = "63";
const HASH_DIGITS = 64;

/** The root of a trie without a leaf. No node has it: whoever asks for it learns that there is nothing, as of any empty trie. */
const EMPTY_ROOT = hashDigits(Uint8Array.of(0x80));

/**
 * The state of the parent as far as a witness has it. Every value is stored under its own keccak256, so that nothing can be in it that the
 * parent's state root does not name. What is asked for and not there is remembered: without it there is no verdict.
 */
export class WitnessState implements DB<string, Uint8Array> {
  /** Hashes that the execution needed and the witness lacks. */
  readonly missing = new Set<string>();
  private readonly values: Map<string, Uint8Array>;

  constructor(nodes: readonly Uint8Array[], codes: readonly Uint8Array[]) {
    this.values = new Map([
      ...nodes.map((node) => [hashDigits(node), node] as const),
      ...codes.map((code) => [CODE_PREFIX + hashDigits(code), code] as const),
    ]);
  }

  get(key: string): Promise<Uint8Array | undefined> {
    const value = this.values.get(key);
    if (value === undefined && key.length >= HASH_DIGITS && key !== EMPTY_ROOT) {
      this.missing.add(key.length === HASH_DIGITS ? `trie node 0x${key}` : `code 0x${key.slice(CODE_PREFIX.length)}`);
    }
    return Promise.resolve(value);
  }

  put(key: string, value: Uint8Array): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  del(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }

  async batch(operations: BatchDBOp<string, Uint8Array>[]): Promise<void> {
    for (const operation of operations) {
      await (operation.type === "put" ? this.put(operation.key, operation.value) : this.del(operation.key));
    }
  }

  shallowCopy(): DB<string, Uint8Array> {
    return this;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }
}

function hashDigits(bytes: Uint8Array): string {
  return toHex(keccak256(bytes)).slice(2);
}
