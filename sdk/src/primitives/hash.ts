import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { concat, fromHex, toHex, type Hex } from "./bytes.js";

/** A hash function of 32 bytes. */
export type HashFunction = (bytes: Uint8Array) => Uint8Array;

/** Keccak-256 with the original padding, as Ethereum has it. */
export const keccak256: HashFunction = (bytes) => keccak_256(bytes);

/** SHA-256 (FIPS 180-4). */
export const sha256: HashFunction = (bytes) => nobleSha256(bytes);

/** Keccak-256 of joined byte strings, as hex. */
export function keccakHex(...parts: Uint8Array[]): Hex {
  return toHex(keccak256(concat(...parts)));
}

/** Keccak-256 of hex strings joined as bytes, as hex. */
export function keccakOfHex(...parts: string[]): Hex {
  return keccakHex(...parts.map(fromHex));
}
