/** Bytes and their hex form. Hex is lower case with `0x`, as `spec/protocol.md` §1 has it. */
export type Hex = `0x${string}`;

const HEX = /^0x(?:[0-9a-f]{2})*$/;
const NIBBLES: Record<number, number> = Object.fromEntries(
  [..."0123456789abcdefABCDEF"].map((digit) => [digit.charCodeAt(0), parseInt(digit, 16)]),
);
const DIGITS = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));

/** True for lower-case 0x-hex with an even number of digits. */
export function isHex(text: unknown): text is Hex {
  return typeof text === "string" && HEX.test(text);
}

/** Reads 0x-hex of either case. @throws RangeError when it is no hex. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.floor((text.length - 2) / 2)));
  let wrong = (text.length % 2) | (text.startsWith("0x") ? 0 : 1);
  for (let i = 0; i < bytes.length; i++) {
    const high = NIBBLES[text.charCodeAt(2 + 2 * i)] ?? -1;
    const low = NIBBLES[text.charCodeAt(3 + 2 * i)] ?? -1;
    wrong |= high < 0 || low < 0 ? 1 : 0;
    bytes[i] = (high << 4) | low;
  }
  if (wrong !== 0) {
    throw new RangeError(`expected 0x-hex with whole bytes, found ${text.slice(0, 80)}`);
  }
  return bytes;
}

/** Writes lower-case 0x-hex. */
export function toHex(bytes: Uint8Array): Hex {
  let text = "0x";
  for (const byte of bytes) {
    text += DIGITS[byte]!;
  }
  return text as Hex;
}

/** Joins byte strings. */
export function concat(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Compares two byte strings for equality. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Compares two byte strings as big-endian numbers of equal length: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) {
      return a[i]! - b[i]!;
    }
  }
  return a.length - b.length;
}

/** An unsigned integer as big-endian bytes of a fixed length. @throws RangeError when it does not fit. */
export function uintToBytes(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * length) !== 0n) {
    throw new RangeError(`expected an unsigned integer of ${8 * length} bits, found ${value}`);
  }
  return fromHex("0x" + value.toString(16).padStart(2 * length, "0"));
}

/** Big-endian bytes as an unsigned integer; no bytes are 0. */
export function bytesToUint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes. @throws TypeError when they are no UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads standard base64 with padding, in its one canonical form (RFC 4648 §4). @throws RangeError otherwise. */
export function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) {
    throw new RangeError(`expected base64, found ${text.slice(0, 80)}`);
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== text) {
    throw new RangeError(`expected base64 without stray bits, found ${text.slice(0, 80)}`);
  }
  return bytes;
}

/** Writes standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}
