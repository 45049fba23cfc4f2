import { bytesToUint, concat, fromHex, toHex, uintToBytes, type Hex } from "../primitives/bytes.js";
import { decodeTransaction } from "./transactions.js";
import type { InclusionPromise } from "./objects.js";

/** A record of `candor.arrivals.v1` (`spec/events.md` §3). */
export interface ArrivalRecord {
  readonly receivedAtMillis: bigint;
  /** Seconds by L1's clock. */
  readonly includeBy: bigint;
  readonly policyHash: Hex;
  readonly raw: Uint8Array;
}

const VERSION = 1;
const RAW_FROM = 1 + 8 + 8 + 32;

/** Reads a record. @returns undefined when the bytes have not its form */
export function decodeArrivalRecord(record: Uint8Array): ArrivalRecord | undefined {
  if (record.length < RAW_FROM || record[0] !== VERSION) {
    return undefined;
  }
  const receivedAtMillis = bytesToUint(record.subarray(1, 9));
  return receivedAtMillis >> 63n === 0n
    ? {
        receivedAtMillis,
        includeBy: bytesToUint(record.subarray(9, 17)),
        policyHash: toHex(record.subarray(17, RAW_FROM)),
        raw: record.subarray(RAW_FROM),
      }
    : undefined;
}

/** Writes a record. */
export function encodeArrivalRecord(record: ArrivalRecord): Uint8Array {
  return concat(
    Uint8Array.of(VERSION),
    uintToBytes(record.receivedAtMillis, 8),
    uintToBytes(record.includeBy, 8),
    fromHex(record.policyHash),
    record.raw,
  );
}

/** The promise that a record determines at its `seq`; undefined when the arrival is EMPTY, nobody's promise (protocol.md §3). */
export function promiseOfRecord(rollupId: bigint, seq: bigint, bytes: Uint8Array): InclusionPromise | undefined {
  const record = decodeArrivalRecord(bytes);
  const decoded = record && decodeTransaction(record.raw, rollupId);
  if (!record || !decoded?.ok || decoded.transaction.nonce >> 63n !== 0n) {
    return undefined;
  }
  const { hash, sender, nonce } = decoded.transaction;
  const { receivedAtMillis, includeBy, policyHash } = record;
  return { rollupId, seq, txHash: hash, sender, nonce, receivedAtMillis, includeBy, policyHash };
}

/** Deadline that a policy sets: `ceil(receivedAtMillis / 1000) + inclusionDelaySeconds`. */
export function deadlineOf(receivedAtMillis: bigint, inclusionDelaySeconds: bigint): bigint {
  return (receivedAtMillis + 999n) / 1000n + inclusionDelaySeconds;
}
