import { bytesToUint, toHex, type Hex } from "../primitives/bytes.js";
import { checksumAddress } from "../primitives/address.js";
import { keccak256, keccakHex, sha256 } from "../primitives/hash.js";
import { decodeRlp, encodeRlp, RlpError } from "../primitives/rlp.js";
import type { BatchHeader } from "./objects.js";

/** The 21 fields of a Prague block header, in RLP order. */
const FIELDS = [
  ["parentHash", 32],
  ["sha3Uncles", 32],
  ["miner", 20],
  ["stateRoot", 32],
  ["transactionsRoot", 32],
  ["receiptsRoot", 32],
  ["logsBloom", 256],
  ["difficulty", "uint"],
  ["number", "uint"],
  ["gasLimit", "uint"],
  ["gasUsed", "uint"],
  ["timestamp", "uint"],
  ["extraData", "bytes"],
  ["mixHash", 32],
  ["nonce", 8],
  ["baseFeePerGas", "uint"],
  ["withdrawalsRoot", 32],
  ["blobGasUsed", "uint"],
  ["excessBlobGas", "uint"],
  ["parentBeaconBlockRoot", 32],
  ["requestsHash", 32],
] as const;

type FieldValue<K> = K extends "uint" ? bigint : Hex;
/** A Prague block header under the names of `eth_getBlockByNumber`. */
export type L2BlockHeader = { readonly [F in (typeof FIELDS)[number] as F[0]]: FieldValue<F[1]> };

/** Reads the RLP of a Prague header. @returns undefined when it is none */
export function decodeBlockHeader(rlp: Uint8Array): L2BlockHeader | undefined {
  let items;
  try {
    items = decodeRlp(rlp);
  } catch (failure) {
    if (failure instanceof RlpError) {
      return undefined;
    }
    throw failure;
  }
  if (!Array.isArray(items) || items.length !== FIELDS.length) {
    return undefined;
  }
  const header: Record<string, bigint | Hex> = {};
  for (const [i, [name, kind]] of FIELDS.entries()) {
    const item = items[i];
    if (!(item instanceof Uint8Array) || (typeof kind === "number" && item.length !== kind)) {
      return undefined;
    }
    if (kind === "uint" && (item[0] === 0 || item.length > (name === "baseFeePerGas" || name === "difficulty" ? 32 : 8))) {
      return undefined;
    }
    header[name] = kind === "uint" ? bytesToUint(item) : name === "miner" ? checksumAddress(item) : toHex(item);
  }
  return header as unknown as L2BlockHeader;
}

/** Hash of a block: keccak256 of its header's RLP. */
export function blockHashOf(rlp: Uint8Array): Hex {
  return keccakHex(rlp);
}

/** What the batch, its parent's block and the rollup's genesis make of a block's fields (`spec/protocol.md` §6). */
export interface BlockAttributes {
  readonly number: bigint;
  readonly parentHash: Hex;
  readonly timestamp: bigint;
  readonly prevRandao: Hex;
  readonly parentBeaconBlockRoot: Hex;
  readonly extraData: Hex;
  readonly gasLimit: bigint;
  readonly feeRecipient: Hex;
}

/** The attributes of a batch's block. */
export function blockAttributes(
  header: BatchHeader,
  batchHash: Hex,
  parent: { readonly hash: Hex; readonly timestamp: bigint },
  genesisGasLimit: bigint,
  feeRecipient: Hex,
): BlockAttributes {
  const sealedAt = header.sealedAtMillis / 1000n;
  return {
    number: header.number,
    parentHash: parent.hash,
    timestamp: sealedAt > parent.timestamp ? sealedAt : parent.timestamp + 1n,
    prevRandao: header.seed,
    parentBeaconBlockRoot: header.l1OriginHash,
    extraData: batchHash,
    gasLimit: genesisGasLimit,
    feeRecipient,
  };
}

const EMPTY_UNCLES = toHex(keccak256(encodeRlp([])));
const EMPTY_TRIE = toHex(keccak256(encodeRlp(new Uint8Array(0))));
const NO_REQUESTS = toHex(sha256(new Uint8Array(0)));

/** Fields of a block that differ from what its batch demands, each with what was expected. */
export function blockDifferences(
  block: L2BlockHeader,
  attributes: BlockAttributes,
): { field: string; expected: string; found: string }[] {
  const expected: Partial<Record<keyof L2BlockHeader, bigint | Hex>> = {
    number: attributes.number,
    parentHash: attributes.parentHash,
    timestamp: attributes.timestamp,
    mixHash: attributes.prevRandao,
    parentBeaconBlockRoot: attributes.parentBeaconBlockRoot,
    extraData: attributes.extraData,
    gasLimit: attributes.gasLimit,
    miner: attributes.feeRecipient,
    sha3Uncles: EMPTY_UNCLES,
    difficulty: 0n,
    nonce: "0x0000000000000000",
    withdrawalsRoot: EMPTY_TRIE,
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    requestsHash: NO_REQUESTS,
  };
  return Object.entries(expected)
    .map(([field, value]) => ({ field, expected: String(value), found: String(block[field as keyof L2BlockHeader]) }))
    .filter(({ expected: wanted, found }) => wanted !== found);
}
