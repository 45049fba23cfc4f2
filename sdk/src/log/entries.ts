import { bytesToUint, concat, equalBytes, fromUtf8, uintToBytes, utf8 } from "../primitives/bytes.js";
import { sha256 } from "../primitives/hash.js";
import { LogError } from "./note.js";

/** Entries of the log (`spec/log.md` §§2, 3). */

/** Topics by number. */
export const TOPIC = {
  COVERAGE: 0,
  ARRIVALS: 1,
  PROMISES: 2,
  BATCHES: 3,
  ATTESTATIONS: 4,
  CHECKPOINTS: 5,
  FINDINGS: 6,
  DISPUTES: 7,
  GOVERNANCE: 8,
} as const;

const FIELD_BYTES = 14;
/** Longest entry, in bytes. */
export const MAX_ENTRY_BYTES = 65_535;
/** A CoverageEntry stands at every index that leaves 255 when divided by this. */
export const COVERAGE_INTERVAL = 256;
const HASHED = 0xff;
const HASHED_BYTES = 33;

/** An entry; `eventHash` is there instead of `event` when the entry holds only the event's SHA-256. */
export interface Entry {
  readonly topicId: number;
  readonly partition: bigint;
  readonly offset: bigint;
  readonly event: Uint8Array | undefined;
  readonly eventHash: Uint8Array | undefined;
}

/** Decodes an entry. @throws LogError */
export function decodeEntry(bytes: Uint8Array): Entry {
  if (bytes.length < FIELD_BYTES || bytes.length > MAX_ENTRY_BYTES) {
    throw new LogError(`expected an entry of ${FIELD_BYTES} to ${MAX_ENTRY_BYTES} bytes, found ${bytes.length}`);
  }
  const topicId = Number(bytesToUint(bytes.subarray(0, 2)));
  if (topicId > TOPIC.GOVERNANCE || topicId === TOPIC.CHECKPOINTS) {
    throw new LogError(`expected an entry of a logged topic, found topic ${topicId}`);
  }
  const event = bytes.subarray(FIELD_BYTES);
  const isHashed = event.length === HASHED_BYTES && event[0] === HASHED;
  return {
    topicId,
    partition: bytesToUint(bytes.subarray(2, 6)),
    offset: bytesToUint(bytes.subarray(6, FIELD_BYTES)),
    event: isHashed ? undefined : event,
    eventHash: isHashed ? event.subarray(1) : undefined,
  };
}

/** The entry of an event; larger events, and those that look like a hash, are entered as their SHA-256. */
export function encodeEntry(topicId: number, partition: bigint, offset: bigint, event: Uint8Array): Uint8Array {
  const fields = concat(uintToBytes(BigInt(topicId), 2), uintToBytes(partition, 4), uintToBytes(offset, 8));
  const needsHash = fields.length + event.length > MAX_ENTRY_BYTES || (event.length === HASHED_BYTES && event[0] === HASHED);
  return concat(fields, needsHash ? concat(Uint8Array.of(HASHED), sha256(event)) : event);
}

/** The event's bytes: those in the entry, or the given ones if the entry holds their hash. @throws LogError */
export function eventOf(entry: Entry, given: Uint8Array | undefined): Uint8Array {
  if (entry.event !== undefined) {
    if (given !== undefined) {
      throw new LogError("expected no event beside an entry that holds its event whole");
    }
    return entry.event;
  }
  if (given === undefined || !equalBytes(sha256(given), entry.eventHash!)) {
    throw new LogError(
      given === undefined
        ? "expected the event whose hash the entry holds"
        : "the event is not the one whose hash the entry holds",
    );
  }
  return given;
}

/** A CloudEvent as the log keeps it: its `ce_type` and value. @throws LogError */
export function readCloudEvent(event: Uint8Array): { type: string; value: Uint8Array } {
  const length = event[0];
  if (length === undefined || event.length < 1 + length) {
    throw new LogError("expected an event with its type in front, found fewer bytes");
  }
  try {
    return { type: fromUtf8(event.subarray(1, 1 + length)), value: event.subarray(1 + length) };
  } catch {
    throw new LogError("expected the event's type in UTF-8");
  }
}

/** Writes a CloudEvent as the log keeps it. */
export function writeCloudEvent(type: string, value: Uint8Array): Uint8Array {
  const name = utf8(type);
  return concat(Uint8Array.of(name.length), name, value);
}

/** Next offsets of every (topicId, partition), and the check of an entry against them. */
export class Coverage {
  private readonly next = new Map<string, { topicId: number; partition: bigint; offset: bigint }>();

  /** Takes the entry at `index`. @throws LogError when coverage or offsets are not what §§2, 3 say */
  take(index: bigint, bytes: Uint8Array): Entry {
    const entry = decodeEntry(bytes);
    const isCoverage = index % BigInt(COVERAGE_INTERVAL) === BigInt(COVERAGE_INTERVAL - 1);
    if (isCoverage !== (entry.topicId === TOPIC.COVERAGE)) {
      throw new LogError(`entry ${index}: expected ${isCoverage ? "a" : "no"} coverage entry, found topic ${entry.topicId}`);
    }
    if (isCoverage) {
      if (!equalBytes(bytes, this.entryAt(index))) {
        throw new LogError(`entry ${index}: the coverage entry does not say what the entries before it say`);
      }
      return entry;
    }
    const key = `${entry.topicId}/${entry.partition}`;
    const expected = this.next.get(key)?.offset ?? 0n;
    if (entry.offset !== expected) {
      throw new LogError(
        `entry ${index}: expected offset ${expected} of topic ${entry.topicId}, partition ${entry.partition}, found ${entry.offset}`,
      );
    }
    this.next.set(key, { topicId: entry.topicId, partition: entry.partition, offset: expected + 1n });
    return entry;
  }

  /** The CoverageEntry that belongs at `index` after all entries taken so far. */
  entryAt(index: bigint): Uint8Array {
    const lines = [...this.next.values()].sort((a, b) => a.topicId - b.topicId || Number(a.partition - b.partition));
    const event = concat(
      ...lines.map((line) =>
        concat(uintToBytes(BigInt(line.topicId), 2), uintToBytes(line.partition, 4), uintToBytes(line.offset, 8)),
      ),
    );
    return encodeEntry(TOPIC.COVERAGE, 0n, index / BigInt(COVERAGE_INTERVAL), event);
  }
}
