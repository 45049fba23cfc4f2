import { ZSTDDecoder } from "zstddec";

/** The zstd frame of a batch's data, under the limits of `spec/protocol.md` §7. */

/** Thrown when data is not what §7 allows. */
export class DataError extends Error {}

const VERSION = 1;
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** Largest window, in bytes. */
const MAX_WINDOW = 8 * 1024 * 1024;
/** Largest block of a zstd frame (RFC 8878 §3.1.1.2.4), in bytes. */
const MAX_BLOCK = 128 * 1024;

/** Bytes of content at most: `max(maxBytes, 65,536) + 32 · seqCount + 2,048`. */
export function contentBound(maxBytes: number, seqCount: bigint): bigint {
  return BigInt(Math.max(maxBytes, 65_536)) + 32n * seqCount + 2_048n;
}

/** Takes the content out of `0x01 ‖ frame`, allocating nothing before its size is known to be in bounds. @throws DataError */
export async function unpackData(data: Uint8Array, bound: bigint): Promise<Uint8Array> {
  if (data[0] !== VERSION) {
    throw new DataError(`expected data of version 1, found ${data.length === 0 ? "nothing" : data[0]}`);
  }
  const frame = data.subarray(1);
  const size = contentSize(frame, bound);
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const content = decode(decoder, frame, size);
  if (content.length !== size) {
    throw new DataError(`expected a zstd frame with ${size} bytes of content, found one that does not decode to that`);
  }
  return content;
}

function decode(decoder: ZSTDDecoder, frame: Uint8Array, size: number): Uint8Array {
  try {
    return decoder.decode(frame, size);
  } catch (failure) {
    throw new DataError(`expected a zstd frame, found bytes that do not decode: ${String(failure)}`);
  }
}

/** Checks header and blocks of the one frame and returns its content size (RFC 8878 §3.1.1). */
function contentSize(frame: Uint8Array, bound: bigint): number {
  if (MAGIC.some((byte, i) => frame[i] !== byte)) {
    throw new DataError("expected a zstd frame, found another magic number");
  }
  const descriptor = byteAt(frame, 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  if ((descriptor & 0x08) !== 0 || (descriptor & 0x03) !== 0) {
    throw new DataError("expected a frame without reserved bit and dictionary");
  }
  if (sizeFlag === 0 && !isSingleSegment) {
    throw new DataError("expected a frame that says its content's size");
  }
  const window = isSingleSegment ? undefined : windowOf(byteAt(frame, 5));
  const from = isSingleSegment ? 5 : 6;
  const width = [1, 2, 4, 8][sizeFlag]!;
  let size = width === 2 ? 256n : 0n;
  for (let i = 0; i < width; i++) {
    size += BigInt(byteAt(frame, from + i)) << BigInt(8 * i);
  }
  if (size > bound) {
    throw new DataError(`expected at most ${bound} bytes of content, found ${size}`);
  }
  if ((window ?? Number(size)) > MAX_WINDOW) {
    throw new DataError(`expected a window of at most ${MAX_WINDOW} bytes`);
  }
  checkEnd(frame, endOfBlocks(frame, from + width, Math.min(window ?? Number(size), MAX_BLOCK)), (descriptor & 0x04) !== 0);
  return Number(size);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0x07);
}

function endOfBlocks(frame: Uint8Array, start: number, maxBlock: number): number {
  let at = start;
  for (;;) {
    const header = byteAt(frame, at) | (byteAt(frame, at + 1) << 8) | (byteAt(frame, at + 2) << 16);
    const type = (header >> 1) & 0x03;
    const size = header >> 3;
    if (type === 3 || size > maxBlock) {
      throw new DataError("expected blocks of a known type within the window");
    }
    at += 3 + (type === 1 ? 1 : size);
    if ((header & 1) === 1) {
      return at;
    }
  }
}

function checkEnd(frame: Uint8Array, end: number, hasChecksum: boolean): void {
  const expected = end + (hasChecksum ? 4 : 0);
  if (frame.length !== expected) {
    throw new DataError(`expected the frame to end after ${expected} bytes, found ${frame.length}`);
  }
}

function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) {
    throw new DataError(`expected a whole frame, found its end after ${bytes.length} bytes`);
  }
  return byte;
}
