import { equalBytes, fromHex, fromUtf8, toHex, type Hex } from "../primitives/bytes.js";
import { sha256 } from "../primitives/hash.js";
import { foldInclusion, leafHash } from "../primitives/merkle.js";
import { decodeWords } from "../primitives/words.js";
import type { Checks } from "../checks.js";
import { verifyCheckpoint, type VerifiedCheckpoint } from "../log/checkpoint.js";
import { decodeEntry, eventOf, readCloudEvent, TOPIC, type Entry } from "../log/entries.js";
import { LogError } from "../log/note.js";
import { digestOf } from "../protocol/eip712.js";
import { BATCH_HEADER, COMMITMENT, EXECUTION_STATEMENT, INCLUSION_PROMISE, OUTCOME_LEAF } from "../protocol/objects.js";
import { decodeOutcomes } from "../protocol/outcomes.js";
import { commitmentHash } from "../protocol/policy.js";
import type { Life, LogPart, Receipt, ReceiptArrival, Trust } from "./document.js";
import { FormError, parseJson, toJson } from "./json.js";
import { loggedParts } from "./missing.js";
import { domainOf } from "./trust.js";

/** Members of an event that must be as given; nested objects are compared by their members. */
interface Expectation {
  readonly topicId: number;
  readonly type: string;
  readonly value: Record<string, unknown>;
}

/** Checks the log of a receipt: its checkpoint, every entry's place in the tree, and that each says what the document says. */
export function checkLog(receipt: Receipt, trust: Trust, checks: Checks, allowUnknownCosigners: boolean): void {
  const { origin, checkpoint, entries } = receipt.log;
  checks.same("log.origin", "the log is the trusted one", trust.log.origin, origin);
  if (checkpoint === null) {
    checks.that(
      "log.entries",
      entries.length === 0,
      "nothing is proven before the first checkpoint",
      "entries without a checkpoint prove nothing",
    );
    return;
  }
  const verified = readCheckpointOf(checkpoint, trust, checks, allowUnknownCosigners);
  const known = new Set(loggedParts(receipt));
  const seen = new Set<string>();
  entries.forEach((entry, i) => {
    const path = `log.entries[${i}]`;
    if (!known.has(entry.part) || seen.has(entry.part)) {
      checks.fail(
        `${path}.part`,
        `expected a part of this document that has a log entry, each once, found ${JSON.stringify(entry.part)}`,
      );
      return;
    }
    seen.add(entry.part);
    if (i > 0 && entry.index < entries[i - 1]!.index) {
      checks.fail(`${path}.index`, "expected entries in ascending order of index");
    }
    checkEntry(receipt, trust, entry, verified, path, checks);
  });
}

function readCheckpointOf(note: string, trust: Trust, checks: Checks, allowUnknown: boolean): VerifiedCheckpoint | undefined {
  const name = "log.checkpoint";
  try {
    const verified = verifyCheckpoint(note, trust.log, domainOf(trust));
    const witnesses = verified.cosignatures.map((one) => one.name).join(", ");
    checks.that(name, true, `signed by the log with both keys and cosigned by ${witnesses}`);
    if (verified.unknownLines.length > 0 && !allowUnknown) {
      checks.fail(
        name,
        `a signature line of ${verified.unknownLines[0]} that no key of the trust file made: it cannot be checked`,
      );
    }
    return verified;
  } catch (failure) {
    if (failure instanceof LogError) {
      checks.fail(name, failure.message);
      return undefined;
    }
    throw failure;
  }
}

function checkEntry(
  receipt: Receipt,
  trust: Trust,
  part: LogPart,
  checkpoint: VerifiedCheckpoint | undefined,
  path: string,
  checks: Checks,
): void {
  const bytes = fromHex(part.entry);
  if (checkpoint !== undefined) {
    const nodes = part.nodes.map(fromHex);
    const folded = foldInclusion(sha256, leafHash(sha256, bytes), part.index, checkpoint.size, nodes);
    const found = folded ? toHex(folded) : "a proof of another place or length";
    checks.same(`${path}.nodes`, `entry ${part.index} is in the log (${part.part})`, checkpoint.root, found);
  }
  try {
    const entry = decodeEntry(bytes);
    const event = eventOf(entry, part.event === null ? undefined : fromHex(part.event));
    checkEvent(receipt, trust, part.part, entry, event, path, checks);
  } catch (failure) {
    if (!(failure instanceof LogError || failure instanceof FormError || failure instanceof TypeError)) {
      throw failure;
    }
    checks.fail(`${path}.entry`, `${part.part}: ${failure.message}`);
  }
}

function checkEvent(
  receipt: Receipt,
  trust: Trust,
  part: string,
  entry: Entry,
  event: Uint8Array,
  path: string,
  checks: Checks,
): void {
  const [, list, i, rest] = /^(arrivals|forced)\[(\d+)\]\.(.+)$/.exec(part)!;
  const arrival = list === "arrivals" ? receipt.arrivals[Number(i)]! : undefined;
  if (rest === "record") {
    const isIt = entry.topicId === TOPIC.ARRIVALS && entry.partition === 0n && entry.offset === arrival!.seq;
    const same = isIt && equalBytes(event, fromHex(arrival!.record));
    checks.that(
      `${path}.entry`,
      same,
      `the log has this record at arrival ${arrival!.seq}`,
      `${part}: the log's entry is another record or of another arrival`,
    );
    return;
  }
  const life = /^lives\[(\d+)\]\.(\w+)$/.exec(rest!);
  const lives = list === "arrivals" ? receipt.arrivals[Number(i)]!.lives : receipt.forced[Number(i)]!.lives;
  const expected = life ? ofLife(trust, lives[Number(life[1])]!, life[2]!) : ofPromise(receipt, arrival!);
  const { type, value } = readCloudEvent(event);
  const json = parseJson(fromUtf8(value));
  checks.same(`${path}.entry`, `${part}: the entry is of the topic that the part demands`, expected.topicId, entry.topicId);
  checks.same(
    `${path}.entry`,
    `${part}: the entry is of the event that the part demands`,
    `dev.candor.${expected.type}.v1`,
    type,
  );
  const difference = firstDifference(expected.value, json, "");
  checks.that(
    `${path}.entry`,
    difference === undefined,
    `the log says the same of ${part}`,
    `the log says something else of ${part}: ${difference}`,
  );
  if (life?.[2] === "statement") {
    checkLoggedOutcome(lives[Number(life[1])]!, json, part, path, checks);
  }
}

function checkLoggedOutcome(life: Life, json: unknown, part: string, path: string, checks: Checks): void {
  const leaf = life.outcome && decodeWords(OUTCOME_LEAF, fromHex(life.outcome.leaf));
  if (leaf) {
    const given = (json as { outcomes?: unknown }).outcomes;
    const outcome = decodeOutcomes(fromHex(String(given)))?.[leaf.position];
    const same = outcome?.outcome === leaf.outcome && outcome.gasUsed === leaf.gasUsed;
    checks.that(
      `${path}.entry`,
      same,
      `the log has the same outcome at position ${leaf.position}`,
      `${part}: the log has another outcome at position ${leaf.position}`,
    );
  }
}

function ofPromise(receipt: Receipt, arrival: ReceiptArrival): Expectation {
  const value = {
    promise: toJson(INCLUSION_PROMISE, arrival.promise!),
    signature: arrival.promiseSignature,
    rawTx: receipt.transaction.raw,
  };
  return { topicId: TOPIC.PROMISES, type: "PromiseIssued", value: { ...value, rollupId: String(receipt.domain.rollupId) } };
}

function ofLife(trust: Trust, life: Life, part: string): Expectation {
  const { header, statement, post, finality, voided } = life;
  const batchHash = digestOf(domainOf(trust), "BatchHeader", header);
  const common = { rollupId: String(header.rollupId), generation: String(header.generation) };
  const number = String(header.number);
  const values: Record<string, { type: string; value: () => Record<string, unknown> }> = {
    header: {
      type: "BatchSealed",
      value: () => ({
        batchHash,
        header: toJson(BATCH_HEADER, header),
        ...{ headerSignature: life.headerSignature, cutSignature: life.cutSignature, beaconSignature: life.beaconSignature },
      }),
    },
    statement: {
      type: "BatchExecuted",
      value: () => ({ number, statement: toJson(EXECUTION_STATEMENT, statement!), statementSignature: life.statementSignature }),
    },
    post: {
      type: "BatchPosted",
      value: () => ({
        ...{ number, commitment: toJson(COMMITMENT, post!.commitment), commitmentHash: commitmentHash(post!.commitment) },
        ...{ dataHashes: post!.dataHashes, l1: placeJson(post!.l1) },
      }),
    },
    finality: { type: "BatchFinalized", value: () => ({ number, batchHash, l1: placeJson(finality!.l1) }) },
    voided: {
      type: "BatchVoided",
      value: () => ({
        ...{ number, batchHash, anchorNumber: String(voided!.anchorNumber), faultId: voided!.faultId },
        ...{ newGeneration: String(voided!.newGeneration), l1: placeJson(voided!.l1) },
      }),
    },
  };
  const one = values[part]!;
  return { topicId: TOPIC.BATCHES, type: one.type, value: { ...common, ...one.value() } };
}

function placeJson(place: {
  transactionHash: Hex;
  blockNumber: bigint;
  blockHash: Hex;
  logIndex: number;
}): Record<string, unknown> {
  return { ...place, blockNumber: String(place.blockNumber) };
}

/** Path and values of the first expected member that is not there as expected. Members beyond those are no matter of the receipt. */
function firstDifference(expected: unknown, found: unknown, path: string): string | undefined {
  if (typeof expected !== "object" || expected === null) {
    return expected === found ? undefined : `${path}: expected ${String(expected)}, found ${JSON.stringify(found)}`;
  }
  if (
    typeof found !== "object" ||
    found === null ||
    (Array.isArray(expected) && (found as unknown[]).length !== expected.length)
  ) {
    return `${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
  }
  for (const [name, value] of Object.entries(expected)) {
    const difference = firstDifference(value, (found as Record<string, unknown>)[name], path === "" ? name : `${path}.${name}`);
    if (difference !== undefined) {
      return difference;
    }
  }
  return undefined;
}
