import { writeVarint, zigzag } from "../src/data/varint.js";
import { concat, uintToBytes } from "../src/primitives/bytes.js";
import type { SampleArrival } from "./sample-network.js";

/** A zstd frame of raw blocks: what any decoder must take. */
function frameOf(content: Uint8Array): Uint8Array {
  const size = new Uint8Array(uintToBytes(BigInt(content.length), 8)).reverse();
  const blocks = Array.from(
    { length: Math.ceil(content.length / 65_536) || 1 },
    (_, i, all = Math.ceil(content.length / 65_536) || 1) => {
      const part = content.subarray(65_536 * i, 65_536 * (i + 1));
      const header = part.length * 8 + (i === all - 1 ? 1 : 0);
      return concat(Uint8Array.of(header & 0xff, (header >> 8) & 0xff, header >> 16), part);
    },
  );
  return concat(Uint8Array.of(1, 0x28, 0xb5, 0x2f, 0xfd, 0xe0), size, ...blocks);
}

/** A batch's data, of arrivals that are neither duplicates nor EMPTY. */
export function dataOf(sealedAtMillis: bigint, arrivals: readonly SampleArrival[], blockHeader: Uint8Array): Uint8Array {
  let time = sealedAtMillis;
  const parts = arrivals.map((arrival) => {
    const delta = writeVarint(zigzag(arrival.receivedAtMillis - time));
    time = arrival.receivedAtMillis;
    return concat(delta, writeVarint(BigInt(arrival.raw.length)), arrival.raw);
  });
  return frameOf(concat(...parts, blockHeader));
}
