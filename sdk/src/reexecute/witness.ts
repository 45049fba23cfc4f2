import { fromHex, type Hex } from "../primitives/bytes.js";
import { decodeRlp, encodeRlp, RlpError } from "../primitives/rlp.js";
import { FormError, parseJson } from "../receipt/json.js";
import { blockHashOf, decodeBlockHeader, type L2BlockHeader } from "../protocol/blocks.js";

/** The execution witness of a batch (`spec/execution-witness.md`). */
export interface ExecutionWitness {
  readonly rollupId: bigint;
  readonly generation: bigint;
  readonly number: bigint;
  readonly parentHeader: Uint8Array;
  /** RLP of `[header, transactions, [], withdrawals]`. */
  readonly block: Uint8Array;
  readonly state: readonly Uint8Array[];
  readonly codes: readonly Uint8Array[];
  readonly headers: readonly Uint8Array[];
}

/** The block of a witness, taken apart. */
export interface WitnessBlock {
  readonly headerRlp: Uint8Array;
  readonly header: L2BlockHeader;
  readonly hash: Hex;
  /** Raw EIP-2718 bytes of the transactions. */
  readonly transactions: readonly Uint8Array[];
}

/** Reads a witness, as JSON text or parsed. Members that the form does not name are ignored. @throws FormError */
export function readWitness(document: unknown): ExecutionWitness {
  const given = typeof document === "string" ? parseJson(document) : document;
  const root = record(given, "");
  const inner = record(root["witness"], "witness");
  return {
    rollupId: integer(root["rollupId"], "rollupId"),
    generation: integer(root["generation"], "generation"),
    number: integer(root["number"], "number"),
    parentHeader: bytesOf(root["parentHeader"], "parentHeader"),
    block: bytesOf(root["block"], "block"),
    state: listOf(inner["state"], "witness.state"),
    codes: listOf(inner["codes"], "witness.codes"),
    headers: listOf(inner["headers"], "witness.headers"),
  };
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FormError(path, "expected an object");
  }
  return value as Record<string, unknown>;
}

function integer(value: unknown, path: string): bigint {
  if (typeof value !== "string" || !/^(0|[1-9][0-9]{0,19})$/.test(value)) {
    throw new FormError(path, `expected a decimal string, found ${JSON.stringify(value)}`);
  }
  return BigInt(value);
}

function bytesOf(value: unknown, path: string): Uint8Array {
  if (typeof value !== "string") {
    throw new FormError(path, "expected 0x-hex");
  }
  try {
    return fromHex(value);
  } catch {
    throw new FormError(path, "expected 0x-hex");
  }
}

function listOf(value: unknown, path: string): Uint8Array[] {
  if (!Array.isArray(value)) {
    throw new FormError(path, "expected a list");
  }
  return value.map((item, i) => bytesOf(item, `${path}[${i}]`));
}

/** Takes the block apart. @returns undefined when the bytes are no block of Prague without ommers and withdrawals */
export function splitBlock(block: Uint8Array): WitnessBlock | undefined {
  let items;
  try {
    items = decodeRlp(block);
  } catch (failure) {
    if (failure instanceof RlpError) {
      return undefined;
    }
    throw failure;
  }
  if (!Array.isArray(items) || items.length !== 4) {
    return undefined;
  }
  const [header, transactions, ommers, withdrawals] = items;
  const isEmpty = [ommers, withdrawals].every((list) => Array.isArray(list) && list.length === 0);
  const headerRlp = encodeRlp(header!);
  const decoded = decodeBlockHeader(headerRlp);
  if (!isEmpty || !Array.isArray(transactions) || decoded === undefined) {
    return undefined;
  }
  const raws = transactions.map((item) => (item instanceof Uint8Array ? item : encodeRlp(item)));
  return { headerRlp, header: decoded, hash: blockHashOf(headerRlp), transactions: raws };
}
