import type { Life, Receipt, ReceiptState } from "./document.js";

/** What `missing` and `state` must say (`spec/receipts.md` §§2, 3). */

/** A part that is not there, and why. */
export interface Missing {
  readonly part: string;
  readonly reason: string;
}

/** Paths of the parts that have a log entry each, in document order. */
export function loggedParts(receipt: Receipt): string[] {
  const parts: string[] = [];
  receipt.arrivals.forEach((arrival, i) => {
    parts.push(`arrivals[${i}].record`);
    if (arrival.promise !== null) {
      parts.push(`arrivals[${i}].promise`);
    }
    arrival.lives.forEach((life, j) => parts.push(...partsOfLife(life, `arrivals[${i}].lives[${j}]`)));
  });
  receipt.forced.forEach((entry, i) =>
    entry.lives.forEach((life, j) => parts.push(...partsOfLife(life, `forced[${i}].lives[${j}]`))),
  );
  return parts;
}

function partsOfLife(life: Life, path: string): string[] {
  const there = (["statement", "post", "finality", "voided"] as const).filter((name) => life[name] !== null);
  return [`${path}.header`, ...there.map((name) => `${path}.${name}`)];
}

/** Everything that `missing` must list. */
export function expectedMissing(receipt: Receipt): Missing[] {
  const missing: Missing[] = [];
  const add = (part: string, value: unknown, reason: string) => {
    if (value === null) {
      missing.push({ part, reason });
    }
  };
  receipt.arrivals.forEach((arrival, i) => {
    add(`arrivals[${i}].promise`, arrival.promise, "NOT_PROMISED");
    add(`arrivals[${i}].promiseSignature`, arrival.promiseSignature, "NOT_PROMISED");
    arrival.lives.forEach((life, j) => missingOfLife(life, `arrivals[${i}].lives[${j}]`, add));
  });
  receipt.forced.forEach((entry, i) => entry.lives.forEach((life, j) => missingOfLife(life, `forced[${i}].lives[${j}]`, add)));
  add("log.checkpoint", receipt.log.checkpoint, "NO_CHECKPOINT");
  const proven = new Set(receipt.log.entries.map((entry) => entry.part));
  for (const part of loggedParts(receipt).filter((path) => !proven.has(path))) {
    missing.push({ part: `log:${part}`, reason: "NOT_LOGGED" });
  }
  return missing;
}

function missingOfLife(life: Life, path: string, add: (part: string, value: unknown, reason: string) => void): void {
  const later = life.voided === null ? "NOT_YET" : "VOIDED";
  add(`${path}.cut`, life.cut, "NOT_AN_ARRIVAL");
  add(`${path}.arrival`, life.arrival, "NOT_AN_ARRIVAL");
  add(`${path}.order`, life.order, "DUPLICATE");
  add(`${path}.statement`, life.statement, later);
  add(`${path}.statementSignature`, life.statementSignature, later);
  add(`${path}.outcome`, life.outcome, life.order === null ? "DUPLICATE" : later);
  add(`${path}.post`, life.post, later);
  add(`${path}.finality`, life.finality, later);
  add(`${path}.voided`, life.voided, "NOT_VOIDED");
}

/** The state that follows from the parts. */
export function stateOf(receipt: Receipt): ReceiptState {
  const inForce = [...receipt.arrivals, ...receipt.forced]
    .flatMap((one) => one.lives)
    .filter((life) => life.voided === null && life.order !== null);
  if (inForce.length > 0) {
    return inForce.some((life) => life.finality !== null)
      ? "FINAL"
      : inForce.some((life) => life.post !== null)
        ? "POSTED"
        : inForce.some((life) => life.statement !== null)
          ? "EXECUTED"
          : "ORDERED";
  }
  return receipt.arrivals.some((arrival) => arrival.promise !== null)
    ? "PROMISED"
    : receipt.arrivals.length > 0
      ? "ARRIVED"
      : "QUEUED";
}
