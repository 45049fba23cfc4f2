import { fromHex } from "../primitives/bytes.js";
import { NOBODY } from "../primitives/address.js";
import { keccakHex } from "../primitives/hash.js";
import { Checks, type Report } from "../checks.js";
import { decodeTransaction } from "../protocol/transactions.js";
import { readReceipt, readTrust, type Life, type Receipt, type Trust } from "./document.js";
import { FormError, parseJson } from "./json.js";
import { checkArrival, checkDuplicates, type Context } from "./arrival.js";
import { checkForcedLife } from "./life.js";
import { checkLog } from "./logged.js";
import { expectedMissing, stateOf } from "./missing.js";

/** A receipt's report; `receipt` is undefined when the document has not the form of one. */
export interface ReceiptReport extends Report {
  readonly receipt: Receipt | undefined;
}

/** How strictly a receipt is read. */
export interface ReceiptOptions {
  /** Take signature lines of witnesses that the trust file does not name. They are never counted; by default they are refused. */
  readonly allowUnknownCosigners?: boolean;
}

/**
 * Verifies a whole receipt offline (`spec/receipts.md` §5): every part of the transaction's way that is there, against the trust file alone.
 *
 * @param document a receipt, as JSON text or parsed
 * @param trust a trust file, as JSON text or parsed
 * @throws FormError when the trust file has not its form: without it nothing can be verified
 */
export function verifyReceipt(document: unknown, trust: unknown, options: ReceiptOptions = {}): ReceiptReport {
  const given = readTrustFile(trust);
  const checks = new Checks();
  let receipt: Receipt;
  try {
    receipt = readReceipt(typeof document === "string" ? parseJson(document) : document, "");
  } catch (failure) {
    if (!(failure instanceof FormError)) {
      throw failure;
    }
    checks.fail(failure.part === "" ? "document" : failure.part, failure.message);
    return { ...checks.report(), receipt: undefined };
  }
  checks.that("format", true, "the document has the form of a receipt, no member too few or too many");
  checkWhole(receipt, given, checks, options);
  return { ...checks.report(), receipt };
}

/** Reads a trust file, as JSON text or parsed. @throws FormError */
export function readTrustFile(trust: unknown): Trust {
  const read = readTrust(typeof trust === "string" ? parseJson(trust) : trust, "");
  for (const [name, keys] of [["orderKeys", read.orderKeys] as const, ["beaconKeys", read.beaconKeys] as const]) {
    if (keys.some((key, i) => i > 0 && key.fromL1Block <= keys[i - 1]!.fromL1Block)) {
      throw new FormError(name, "expected the trust file's keys to ascend by L1 block");
    }
  }
  return read;
}

function checkWhole(receipt: Receipt, trust: Trust, checks: Checks, options: ReceiptOptions): void {
  for (const name of ["rollupId", "l1ChainId", "rollup"] as const) {
    checks.same(`domain.${name}`, `${name} is the trusted one`, trust.domain[name], receipt.domain[name]);
  }
  const context = contextOf(receipt, trust, checks);
  checks.same("state", "the state follows from the parts", stateOf(receipt), receipt.state);
  checkMissing(receipt, checks);
  if (receipt.arrivals.length + receipt.forced.length === 0) {
    checks.fail("arrivals", "expected an arrival or a forced entry with these bytes, found neither: the receipt says nothing");
  }
  receipt.arrivals.forEach((arrival, i) => {
    if (i > 0 && arrival.seq <= receipt.arrivals[i - 1]!.seq) {
      checks.fail(`arrivals[${i}].seq`, "expected arrivals in the order of their numbers, each once");
    }
    checkArrival(context, arrival, `arrivals[${i}]`);
  });
  checkDuplicates(context, receipt);
  receipt.forced.forEach((entry, i) => {
    const path = `forced[${i}]`;
    if (i > 0 && entry.index <= receipt.forced[i - 1]!.index) {
      checks.fail(`${path}.index`, "expected forced entries in the order of the queue, each once");
    }
    entry.lives.forEach((life, j) => checkForcedLife(context, entry, life, `${path}.lives[${j}]`));
    checkGenerations(entry.lives, path, checks);
    checks.skip(`${path}.queued`, "where the entry was queued on L1, and with how much gas, needs an L1 endpoint");
  });
  receipt.arrivals.forEach((arrival, i) => checkGenerations(arrival.lives, `arrivals[${i}]`, checks));
  checkLog(receipt, trust, checks, options.allowUnknownCosigners ?? false);
}

function contextOf(receipt: Receipt, trust: Trust, checks: Checks): Context {
  const { hash, raw, sender, nonce } = receipt.transaction;
  const bytes = fromHex(raw);
  const decoded = decodeTransaction(bytes, trust.domain.rollupId);
  const transaction = decoded.ok ? decoded.transaction : undefined;
  checks.same("transaction.hash", "the hash is keccak256 of the raw bytes", keccakHex(bytes), hash);
  const whose = transaction ? "follows from the raw bytes" : "is 0, since the bytes do not decode";
  checks.same("transaction.sender", `the sender ${whose}`, transaction?.sender ?? NOBODY, sender);
  checks.same("transaction.nonce", `the nonce ${whose}`, transaction?.nonce ?? 0n, nonce);
  return { trust, checks, raw: bytes, txHash: keccakHex(bytes), transaction };
}

function checkMissing(receipt: Receipt, checks: Checks): void {
  const expected = new Map(expectedMissing(receipt).map(({ part, reason }) => [part, reason]));
  const seen = new Set<string>();
  receipt.missing.forEach(({ part, reason }, i) => {
    const wanted = expected.get(part);
    if (wanted === undefined || seen.has(part)) {
      checks.fail(`missing[${i}]`, `${part} is listed as missing ${seen.has(part) ? "twice" : "and is not"}`);
    } else if (reason === "DOES_NOT_REBUILD") {
      checks.fail(
        `missing[${i}]`,
        `${part}: the batch's roots are not what arrivals, seed and policy give: the sequencer is at fault, see the findings`,
      );
    } else {
      checks.same(`missing[${i}]`, `${part} is missing for the reason given`, wanted, reason);
    }
    seen.add(part);
  });
  for (const [part, reason] of expected) {
    if (!seen.has(part)) {
      checks.fail("missing", `expected ${part} to be listed as missing (${reason}), found nothing`);
    }
  }
}

function checkGenerations(lives: readonly Life[], path: string, checks: Checks): void {
  lives.forEach((life, j) => {
    if (j < lives.length - 1 && life.voided === null) {
      checks.fail(`${path}.lives[${j}].voided`, "an earlier life must have been voided by a rollback, this one was not");
    }
    if (j > 0 && life.generation <= lives[j - 1]!.generation) {
      checks.fail(
        `${path}.lives[${j}].generation`,
        `expected a generation above ${lives[j - 1]!.generation}, found ${life.generation}`,
      );
    }
  });
}
