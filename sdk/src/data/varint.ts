/** Unsigned LEB128, minimal, below 2^64 (`spec/protocol.md` §7). */

/** Reads one integer. @returns undefined when it is cut off, not minimal or too large */
export function readVarint(bytes: Uint8Array, start: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) {
      return undefined;
    }
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) {
      const isMinimal = i === 0 || byte !== 0;
      return isMinimal && value >> 64n === 0n ? { value, end: start + i + 1 } : undefined;
    }
  }
  return undefined;
}

/** Writes one integer. */
export function writeVarint(value: bigint): Uint8Array {
  if (value < 0n || value >> 64n !== 0n) {
    throw new RangeError(`expected an integer of 64 bits, found ${value}`);
  }
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** `2d` for d ≥ 0, `-2d - 1` below. */
export function zigzag(signed: bigint): bigint {
  return signed >= 0n ? 2n * signed : -2n * signed - 1n;
}

/** The inverse of {@link zigzag}. */
export function unzigzag(value: bigint): bigint {
  return value % 2n === 0n ? value / 2n : -(value + 1n) / 2n;
}
