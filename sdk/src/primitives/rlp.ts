import { concat, uintToBytes } from "./bytes.js";

/** Recursive Length Prefix in its one canonical encoding (Ethereum yellow paper, appendix B). */
export type Rlp = Uint8Array | Rlp[];

/** Nesting that any document here needs at most: transaction, access list, entry, keys. */
const MAX_DEPTH = 8;

/** Thrown when bytes are not one canonical RLP item. */
export class RlpError extends Error {}

/** Decodes exactly one item. @throws RlpError when the bytes are anything else. */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const { item, end } = readItem(bytes, 0, bytes.length, 0);
  if (end !== bytes.length) {
    throw new RlpError(`expected the end after ${end} bytes, found ${bytes.length - end} more`);
  }
  return item;
}

function readItem(bytes: Uint8Array, start: number, limit: number, depth: number): { item: Rlp; end: number } {
  if (depth > MAX_DEPTH) {
    throw new RlpError(`expected lists nested at most ${MAX_DEPTH} deep`);
  }
  const first = bytes[start];
  if (start >= limit || first === undefined) {
    throw new RlpError("expected an item, found the end");
  }
  if (first < 0x80) {
    return { item: bytes.subarray(start, start + 1), end: start + 1 };
  }
  const isList = first >= 0xc0;
  const base = isList ? 0xc0 : 0x80;
  const { from, length } =
    first - base < 56 ? { from: start + 1, length: first - base } : readLength(bytes, start, limit, first - base - 55);
  const end = from + length;
  if (end > limit) {
    throw new RlpError(`expected ${length} bytes, found ${limit - from}`);
  }
  if (!isList) {
    if (length === 1 && bytes[from]! < 0x80) {
      throw new RlpError("expected a single byte below 0x80 to stand for itself");
    }
    return { item: bytes.subarray(from, end), end };
  }
  const items: Rlp[] = [];
  let at = from;
  while (at < end) {
    const read = readItem(bytes, at, end, depth + 1);
    items.push(read.item);
    at = read.end;
  }
  return { item: items, end };
}

function readLength(bytes: Uint8Array, start: number, limit: number, count: number): { from: number; length: number } {
  if (start + 1 + count > limit) {
    throw new RlpError("expected a length, found the end");
  }
  let length = 0;
  for (let i = 0; i < count; i++) {
    length = length * 256 + bytes[start + 1 + i]!;
  }
  if (bytes[start + 1] === 0 || length < 56 || length > Number.MAX_SAFE_INTEGER) {
    throw new RlpError("expected the shortest form of a length");
  }
  return { from: start + 1 + count, length };
}

/** Encodes an item. */
export function encodeRlp(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) {
    return item.length === 1 && item[0]! < 0x80 ? item : concat(prefix(0x80, item.length), item);
  }
  const content = concat(...item.map(encodeRlp));
  return concat(prefix(0xc0, content.length), content);
}

/** An integer as RLP has it: big-endian without leading zeros. */
export function rlpUint(value: bigint): Uint8Array {
  return value === 0n ? new Uint8Array(0) : uintToBytes(value, Math.ceil(value.toString(16).length / 2));
}

function prefix(base: number, length: number): Uint8Array {
  if (length < 56) {
    return Uint8Array.of(base + length);
  }
  const digits = rlpUint(BigInt(length));
  return concat(Uint8Array.of(base + 55 + digits.length), digits);
}
