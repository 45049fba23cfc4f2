import { secp256k1 } from "@noble/curves/secp256k1.js";
import { checksumAddress } from "./address.js";
import { bytesToUint, fromHex, toHex, type Hex } from "./bytes.js";
import { keccak256 } from "./hash.js";
import { memoized } from "./memo.js";

/** Order of the group of secp256k1. */
const ORDER = secp256k1.Point.Fn.ORDER;

/** True for `0 < r < n` and `0 < s ≤ n/2`. */
export function isCanonical(r: bigint, s: bigint): boolean {
  return r > 0n && r < ORDER && s > 0n && s <= ORDER / 2n;
}

/**
 * The account whose key made a signature over a digest.
 *
 * @param yParity 0 or 1
 * @returns undefined when the scalars are not canonical or no key is recovered
 */
export function recoverSigner(digest: Uint8Array, r: bigint, s: bigint, yParity: number): Hex | undefined {
  if (!isCanonical(r, s) || (yParity !== 0 && yParity !== 1)) {
    return undefined;
  }
  return recover(toHex(digest), String(r), String(s), String(yParity));
}

const recover = memoized((digest: string, r: string, s: string, yParity: string): Hex | undefined => {
  try {
    const point = new secp256k1.Signature(BigInt(r), BigInt(s), Number(yParity)).recoverPublicKey(fromHex(digest));
    return checksumAddress(keccak256(point.toBytes(false).subarray(1)).subarray(12));
  } catch {
    return undefined;
  }
});

/**
 * The account behind a signature of `spec/protocol.md` §1: 65 bytes `r‖s‖v`, `v` 27 or 28, `s` in the lower half.
 *
 * @returns undefined for every other form
 */
export function recoverAddress(digest: Hex | Uint8Array, signature: Hex | Uint8Array): Hex | undefined {
  const bytes = typeof signature === "string" ? fromHex(signature) : signature;
  const v = bytes[64];
  if (bytes.length !== 65 || (v !== 27 && v !== 28)) {
    return undefined;
  }
  const message = typeof digest === "string" ? fromHex(digest) : digest;
  return recoverSigner(message, bytesToUint(bytes.subarray(0, 32)), bytesToUint(bytes.subarray(32, 64)), v - 27);
}
