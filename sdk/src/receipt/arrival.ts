import { equalBytes, fromHex, type Hex } from "../primitives/bytes.js";
import type { Checks } from "../checks.js";
import { deadlineOf, decodeArrivalRecord } from "../protocol/arrivals.js";
import { signerOf } from "../protocol/eip712.js";
import { CUT_LEAF, INCLUSION_PROMISE, type InclusionPromise } from "../protocol/objects.js";
import { decodePolicy } from "../protocol/policy.js";
import type { Transaction } from "../protocol/transactions.js";
import { NO_DUPLICATE } from "../protocol/ordering.js";
import { decodeWords } from "../primitives/words.js";
import type { Life, Receipt, ReceiptArrival, Trust } from "./document.js";
import { checkArrivalLife } from "./life.js";
import { domainOf, orderKeyAtTime } from "./trust.js";

/** What the checks of a receipt share. */
export interface Context {
  readonly trust: Trust;
  readonly checks: Checks;
  readonly raw: Uint8Array;
  readonly txHash: Hex;
  /** undefined when the raw bytes do not decode. */
  readonly transaction: Transaction | undefined;
}

/** Checks record, promise and lives of an arrival (`spec/receipts.md` §5, 3 to 7). */
export function checkArrival(context: Context, arrival: ReceiptArrival, path: string): void {
  const { checks } = context;
  const record = decodeArrivalRecord(fromHex(arrival.record));
  if (record === undefined || !equalBytes(record.raw, context.raw)) {
    checks.fail(
      `${path}.record`,
      record ? "the record holds another transaction than this receipt's" : "the bytes are no arrival record",
    );
    return;
  }
  checks.that(`${path}.record`, true, `arrival ${arrival.seq} holds this transaction`);
  if (arrival.promise !== null) {
    checkPromise(context, arrival, path);
  } else if (arrival.promiseSignature !== null) {
    checks.fail(`${path}.promiseSignature`, "a signature without a promise");
  }
  arrival.lives.forEach((life, j) => {
    checkArrivalLife(context, arrival, record.receivedAtMillis, life, `${path}.lives[${j}]`);
    checkKept(checks, arrival, j, `${path}.lives[${j}]`);
  });
  checkDeadline(checks, arrival.promise, arrival.lives, path);
}

function checkPromise(context: Context, arrival: ReceiptArrival, path: string): void {
  const { checks, trust, transaction } = context;
  const promise = arrival.promise!;
  const record = decodeArrivalRecord(fromHex(arrival.record))!;
  const expected: InclusionPromise | undefined = transaction && {
    rollupId: trust.domain.rollupId,
    seq: arrival.seq,
    txHash: transaction.hash,
    sender: transaction.sender,
    nonce: transaction.nonce,
    receivedAtMillis: record.receivedAtMillis,
    includeBy: record.includeBy,
    policyHash: record.policyHash,
  };
  if (expected === undefined) {
    checks.fail(`${path}.promise`, "a promise of bytes that are no transaction");
    return;
  }
  for (const [, name] of INCLUSION_PROMISE) {
    checks.same(`${path}.promise.${name}`, `the promise's ${name} is the arrival record's`, expected[name], promise[name]);
  }
  if (arrival.promiseSignature === null) {
    checks.fail(`${path}.promiseSignature`, "a promise without a signature");
    return;
  }
  const key = orderKeyAtTime(trust, promise.receivedAtMillis);
  const signer = signerOf(domainOf(trust), "InclusionPromise", promise, arrival.promiseSignature);
  checks.same(
    `${path}.promiseSignature`,
    "the promise is signed by the order key of its time",
    key ?? "no key",
    signer ?? "no valid signature",
  );
}

function checkDeadline(checks: Checks, promise: InclusionPromise | null, lives: readonly Life[], path: string): void {
  const policies = lives.map((life) => decodePolicy(fromHex(life.policy)));
  const policy = policies.find((one, j) => one !== undefined && lives[j]!.header.policyHash === promise?.policyHash);
  if (promise !== null && policy !== undefined) {
    const deadline = deadlineOf(promise.receivedAtMillis, policy.inclusionDelaySeconds);
    checks.same(`${path}.promise.includeBy`, "the deadline is the policy's", deadline, promise.includeBy);
  }
}

function checkKept(checks: Checks, arrival: ReceiptArrival, j: number, path: string): void {
  const post = arrival.lives[j]!.post;
  if (arrival.promise === null || post === null) {
    return;
  }
  const { includeBy } = arrival.promise;
  if (post.commitment.postedAt <= includeBy) {
    checks.that(`${path}.post`, true, `the promise was kept: on L1 at ${post.commitment.postedAt}, promised by ${includeBy}`);
  } else if (j > 0) {
    checks.skip(
      `${path}.post`,
      "after a rollback the deadline begins anew with the rollback's time on L1: judging it needs an L1 endpoint",
    );
  } else {
    checks.fail(`${path}.post`, `the promise was broken: on L1 at ${post.commitment.postedAt}, promised by ${includeBy}`);
  }
}

/** The first arrival repeats nothing, every later one names the first (`spec/protocol.md` §4). */
export function checkDuplicates(context: Context, receipt: Receipt): void {
  const first = receipt.arrivals[0]?.seq;
  receipt.arrivals.forEach((arrival, i) =>
    arrival.lives.forEach((life, j) => {
      const leaf = life.cut && decodeWords(CUT_LEAF, fromHex(life.cut.leaf));
      if (leaf && context.transaction) {
        const path = `arrivals[${i}].lives[${j}].cut`;
        const expected = i === 0 ? NO_DUPLICATE : first!;
        const words = i === 0 ? "the first arrival of these bytes repeats nothing" : "a repeated arrival names the first one";
        context.checks.same(path, words, expected, leaf.duplicateOf);
      }
    }),
  );
}
