import { concat, toHex, type Hex } from "../primitives/bytes.js";
import { keccak256 } from "../primitives/hash.js";
import { decodeRlp, encodeRlp, rlpUint, RlpError, type Rlp } from "../primitives/rlp.js";
import { checksumAddress } from "../primitives/address.js";
import { recoverSigner } from "../primitives/signature.js";
import { accessListOf, authorizationsOf, FormError, uintOf, type AccessEntry, type Authorization } from "./transaction-fields.js";

/** Why bytes are no transaction of the rollup, in the order in which it is found (`spec/protocol.md` §6). */
export type DecodeFailure = "TOO_LARGE" | "TYPE_NOT_SUPPORTED" | "MALFORMED" | "WRONG_CHAIN" | "BAD_SIGNATURE";

/** A decoded transaction. Types 0 and 1 have the gas price in both fees. */
export interface Transaction {
  readonly type: 0 | 1 | 2 | 4;
  readonly hash: Hex;
  readonly sender: Hex;
  readonly chainId: bigint;
  readonly nonce: bigint;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  /** undefined for a creation. */
  readonly to: Hex | undefined;
  readonly value: bigint;
  readonly data: Uint8Array;
  readonly accessList: readonly AccessEntry[];
  readonly authorizations: readonly Authorization[];
}

/** A transaction, or why there is none. */
export type Decoded =
  { readonly ok: true; readonly transaction: Transaction } | { readonly ok: false; readonly reason: DecodeFailure };

/** Longest raw transaction, in bytes. */
export const MAX_RAW_BYTES = 65_536;

const FIELDS = { 0: 9, 1: 11, 2: 12, 4: 13 } as const;

interface Body {
  readonly fields: Rlp[];
  readonly type: 0 | 1 | 2 | 4;
  readonly nonce: bigint;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  readonly to: Uint8Array;
  readonly value: bigint;
  readonly data: Uint8Array;
  readonly accessList: AccessEntry[];
  readonly authorizations: Authorization[];
  readonly chainId: bigint | undefined;
  readonly yParity: bigint;
  readonly r: bigint;
  readonly s: bigint;
}

/** Decodes raw bytes for the rollup with this chain id, exactly as `spec/protocol.md` §6 says. */
export function decodeTransaction(raw: Uint8Array, rollupId: bigint): Decoded {
  if (raw.length > MAX_RAW_BYTES) {
    return { ok: false, reason: "TOO_LARGE" };
  }
  const first = raw[0];
  if (first === undefined || (first >= 0x80 && first < 0xc0)) {
    return { ok: false, reason: "MALFORMED" };
  }
  const type = first >= 0xc0 ? 0 : first;
  if (type !== 0 && type !== 1 && type !== 2 && type !== 4) {
    return { ok: false, reason: "TYPE_NOT_SUPPORTED" };
  }
  // 0x00 is a byte below 0x80 that names no type.
  if (first === 0) {
    return { ok: false, reason: "TYPE_NOT_SUPPORTED" };
  }
  try {
    return finish(raw, rollupId, bodyOf(raw, type));
  } catch (failure) {
    if (failure instanceof RlpError || failure instanceof FormError) {
      return { ok: false, reason: "MALFORMED" };
    }
    throw failure;
  }
}

function bodyOf(raw: Uint8Array, type: 0 | 1 | 2 | 4): Body {
  const fields = decodeRlp(type === 0 ? raw : raw.subarray(1));
  if (!Array.isArray(fields) || fields.length !== FIELDS[type]) {
    throw new FormError(`expected ${FIELDS[type]} fields`);
  }
  // Type 0 has no chain id in front, types 2 and 4 have one more fee.
  const typed = type === 0 ? fields : fields.slice(1);
  const fees = type === 2 || type === 4 ? 2 : 1;
  const rest = typed.slice(1 + fees);
  const body = {
    fields,
    type,
    chainId: type === 0 ? undefined : uintOf(fields[0], 256),
    nonce: uintOf(typed[0], 64),
    maxPriorityFeePerGas: uintOf(typed[1], 256),
    maxFeePerGas: uintOf(typed[fees], 256),
    gasLimit: uintOf(rest[0], 64),
    to: recipientOf(rest[1], type),
    value: uintOf(rest[2], 256),
    data: bytesOf(rest[3]),
    accessList: type === 0 ? [] : accessListOf(rest[4]),
    authorizations: type === 4 ? authorizationsOf(rest[5]) : [],
  };
  const [v, r, s] = fields.slice(-3).map((field) => uintOf(field, 256));
  return { ...body, ...legacyParts(type, v!), r: r!, s: s! } as Body;
}

function legacyParts(type: number, v: bigint): { chainId?: bigint | undefined; yParity: bigint } {
  if (type !== 0) {
    return { yParity: v };
  }
  return v >= 35n ? { chainId: (v - 35n) / 2n, yParity: (v - 35n) % 2n } : { chainId: undefined, yParity: v };
}

function bytesOf(item: Rlp | undefined): Uint8Array {
  if (!(item instanceof Uint8Array)) {
    throw new FormError("expected bytes, found a list");
  }
  return item;
}

function recipientOf(item: Rlp | undefined, type: number): Uint8Array {
  const to = bytesOf(item);
  if (to.length !== 20 && (to.length !== 0 || type === 4)) {
    throw new FormError(`expected a recipient of 20 bytes, found ${to.length}`);
  }
  return to;
}

function finish(raw: Uint8Array, rollupId: bigint, body: Body): Decoded {
  if (body.chainId !== rollupId) {
    return { ok: false, reason: "WRONG_CHAIN" };
  }
  const sender = body.yParity <= 1n ? recoverSigner(signingHash(body), body.r, body.s, Number(body.yParity)) : undefined;
  if (sender === undefined) {
    return { ok: false, reason: "BAD_SIGNATURE" };
  }
  const { type, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas, value, data, accessList, authorizations } = body;
  const to = body.to.length === 0 ? undefined : checksumAddress(body.to);
  const hash = toHex(keccak256(raw));
  return {
    ok: true,
    transaction: {
      ...{ type, hash, sender, chainId: rollupId, nonce, gasLimit, maxFeePerGas, maxPriorityFeePerGas },
      ...{ to, value, data, accessList, authorizations },
    },
  };
}

function signingHash(body: Body): Uint8Array {
  const signed = body.fields.slice(0, -3);
  if (body.type === 0) {
    return keccak256(encodeRlp([...signed, rlpUint(body.chainId!), new Uint8Array(0), new Uint8Array(0)]));
  }
  return keccak256(concat(Uint8Array.of(body.type), encodeRlp(signed)));
}
