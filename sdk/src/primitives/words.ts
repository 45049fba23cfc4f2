import { bytesToUint, concat, fromHex, toHex, uintToBytes, type Hex } from "./bytes.js";
import { checksumAddress } from "./address.js";

/** `abi.encode` of static members: one 32-byte big-endian word each (`spec/protocol.md`, preamble). */
export type WordType = "uint8" | "uint16" | "uint32" | "uint64" | "uint256" | "bytes32" | "address";

/** One member of a struct: its Solidity type and name. */
export type Member = readonly [type: WordType, name: string];

/** Integers of 64 bits and more are bigint, smaller ones number; hashes and addresses are hex. */
export type ValueOf<T extends WordType> = T extends "uint8" | "uint16" | "uint32"
  ? number
  : T extends "uint64" | "uint256"
    ? bigint
    : Hex;

/** The object that a list of members describes. */
export type ObjectOf<M extends readonly Member[]> = { [K in M[number] as K[1]]: ValueOf<K[0]> };

/** Bits of an unsigned integer type, undefined for the others. */
export function bitsOf(type: WordType): number | undefined {
  return type.startsWith("uint") ? Number(type.slice(4)) : undefined;
}

/** Encodes members in order. @throws RangeError when a value does not fit its type. */
export function encodeWords<M extends readonly Member[]>(members: M, object: ObjectOf<M>): Uint8Array {
  const values = object as Record<string, number | bigint | Hex>;
  return concat(...members.map(([type, name]) => encodeWord(type, name, values[name])));
}

function encodeWord(type: WordType, name: string, value: number | bigint | Hex | undefined): Uint8Array {
  const bits = bitsOf(type);
  if (bits !== undefined) {
    const integer = typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
    if (typeof integer !== "bigint" || integer < 0n || integer >> BigInt(bits) !== 0n) {
      throw new RangeError(`expected ${name} to fit ${type}, found ${String(value)}`);
    }
    return uintToBytes(integer, 32);
  }
  const bytes = fromHex(String(value));
  if (bytes.length !== (type === "address" ? 20 : 32)) {
    throw new RangeError(`expected ${name} to be ${type}, found ${bytes.length} bytes`);
  }
  return concat(new Uint8Array(32 - bytes.length), bytes);
}

/**
 * Decodes members. Only the one encoding that {@link encodeWords} makes is taken.
 *
 * @returns undefined when the bytes are no such encoding
 */
export function decodeWords<M extends readonly Member[]>(members: M, bytes: Uint8Array): ObjectOf<M> | undefined {
  if (bytes.length !== 32 * members.length) {
    return undefined;
  }
  const object: Record<string, number | bigint | Hex> = {};
  for (const [i, [type, name]] of members.entries()) {
    const word = bytes.subarray(32 * i, 32 * i + 32);
    const value = bytesToUint(word);
    const bits = bitsOf(type) ?? (type === "address" ? 160 : 256);
    if (value >> BigInt(bits) !== 0n) {
      return undefined;
    }
    object[name] = wordValue(type, word, value);
  }
  return object as ObjectOf<M>;
}

function wordValue(type: WordType, word: Uint8Array, value: bigint): number | bigint | Hex {
  if (type === "bytes32") {
    return toHex(word);
  }
  if (type === "address") {
    return checksumAddress(word.subarray(12));
  }
  return bitsOf(type)! <= 32 ? Number(value) : value;
}
