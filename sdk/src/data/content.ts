import { readVarint, unzigzag } from "./varint.js";
import { DataError } from "./frame.js";
import { decodeTransaction } from "../protocol/transactions.js";

/** One arrival as a batch's data has it. */
export interface DataArrival {
  readonly seq: bigint;
  /** 0 for an EMPTY arrival. */
  readonly receivedAtMillis: bigint;
  /** undefined for an EMPTY arrival and for a duplicate. */
  readonly raw: Uint8Array | undefined;
  /** undefined unless it is a duplicate. */
  readonly duplicateOf: bigint | undefined;
}

/** Content of a batch's data: its arrivals and the RLP of its L2 block header. */
export interface BatchContent {
  readonly arrivals: readonly DataArrival[];
  readonly blockRlp: Uint8Array;
}

/**
 * Reads the content of a batch's data (`spec/protocol.md` §7).
 *
 * @param rollupId every raw transaction must decode for it
 * @throws DataError when the content is malformed
 */
export function decodeContent(
  content: Uint8Array,
  batch: { readonly rollupId: bigint; readonly firstSeq: bigint; readonly seqCount: bigint; readonly sealedAtMillis: bigint },
): BatchContent {
  const arrivals: DataArrival[] = [];
  let at = 0;
  let time = batch.sealedAtMillis;
  for (let i = 0n; i < batch.seqCount; i++) {
    const seq = batch.firstSeq + i;
    const delta = varint(content, at, seq);
    const length = varint(content, delta.end, seq);
    if (length.value > 0n) {
      const end = length.end + Number(length.value);
      if (length.value > BigInt(content.length) || end > content.length) {
        throw new DataError(`arrival ${seq}: expected ${length.value} bytes of transaction, found the end`);
      }
      const raw = content.slice(length.end, end);
      const decoded = decodeTransaction(raw, batch.rollupId);
      if (!decoded.ok) {
        throw new DataError(`arrival ${seq}: expected a transaction, found bytes that are ${decoded.reason}`);
      }
      time = timeOf(time, delta.value, seq);
      arrivals.push({ seq, receivedAtMillis: time, raw, duplicateOf: undefined });
      at = end;
      continue;
    }
    const distance = varint(content, length.end, seq);
    if (distance.value === 0n && delta.value !== 0n) {
      throw new DataError(`arrival ${seq}: expected an EMPTY arrival to have no time`);
    }
    if (distance.value > seq) {
      throw new DataError(`arrival ${seq}: expected a duplicate of an earlier arrival, found one ${distance.value} before it`);
    }
    const isEmpty = distance.value === 0n;
    time = isEmpty ? time : timeOf(time, delta.value, seq);
    arrivals.push({
      seq,
      receivedAtMillis: isEmpty ? 0n : time,
      raw: undefined,
      duplicateOf: isEmpty ? undefined : seq - distance.value,
    });
    at = distance.end;
  }
  return { arrivals, blockRlp: content.slice(at) };
}

function varint(content: Uint8Array, start: number, seq: bigint): { value: bigint; end: number } {
  const read = readVarint(content, start);
  if (read === undefined) {
    throw new DataError(`arrival ${seq}: expected a minimal integer of 64 bits`);
  }
  return read;
}

function timeOf(reference: bigint, delta: bigint, seq: bigint): bigint {
  const time = reference + unzigzag(delta);
  if (time < 0n || time >> 63n !== 0n) {
    throw new DataError(`arrival ${seq}: expected a time of 63 bits, found ${time}`);
  }
  return time;
}
