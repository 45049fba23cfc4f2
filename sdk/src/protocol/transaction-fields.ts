import { bytesToUint, toHex, type Hex } from "../primitives/bytes.js";
import { checksumAddress } from "../primitives/address.js";
import type { Rlp } from "../primitives/rlp.js";

/** Thrown when a field has not the form that its EIP gives it. */
export class FormError extends Error {}

/** Entry of an access list (EIP-2930). */
export interface AccessEntry {
  readonly address: Hex;
  readonly storageKeys: readonly Hex[];
}

/** Authorization of EIP-7702, as given, void ones included. */
export interface Authorization {
  readonly chainId: bigint;
  readonly address: Hex;
  readonly nonce: bigint;
  readonly yParity: bigint;
  readonly r: bigint;
  readonly s: bigint;
}

/** An integer without leading zeros of at most `bits` bits. */
export function uintOf(item: Rlp | undefined, bits: number): bigint {
  if (!(item instanceof Uint8Array) || item.length * 8 > bits || item[0] === 0) {
    throw new FormError(`expected an integer of at most ${bits} bits without leading zeros`);
  }
  return bytesToUint(item);
}

function fixed(item: Rlp | undefined, length: number): Uint8Array {
  if (!(item instanceof Uint8Array) || item.length !== length) {
    throw new FormError(`expected ${length} bytes`);
  }
  return item;
}

function list(item: Rlp | undefined, length?: number): Rlp[] {
  if (!Array.isArray(item) || (length !== undefined && item.length !== length)) {
    throw new FormError(`expected a list${length === undefined ? "" : ` of ${length}`}`);
  }
  return item;
}

/** Lists of `[20 bytes, [32 bytes, …]]`. */
export function accessListOf(item: Rlp | undefined): AccessEntry[] {
  return list(item).map((entry) => {
    const [address, keys] = list(entry, 2);
    return { address: checksumAddress(fixed(address, 20)), storageKeys: list(keys).map((key) => toHex(fixed(key, 32))) };
  });
}

/** At least one authorization. */
export function authorizationsOf(item: Rlp | undefined): Authorization[] {
  const entries = list(item);
  if (entries.length === 0) {
    throw new FormError("expected at least one authorization");
  }
  return entries.map((entry) => {
    const [chainId, address, nonce, yParity, r, s] = list(entry, 6);
    return {
      chainId: uintOf(chainId, 256),
      address: checksumAddress(fixed(address, 20)),
      nonce: uintOf(nonce, 64),
      yParity: uintOf(yParity, 8),
      r: uintOf(r, 256),
      s: uintOf(s, 256),
    };
  });
}
