import type { Hex } from "../primitives/bytes.js";
import { encodeWords } from "../primitives/words.js";
import { readVarint } from "../data/varint.js";
import { OUTCOME_LEAF, type OutcomeLeaf } from "./objects.js";
import { keccakRoot } from "./ordering.js";

/** Outcomes of `spec/protocol.md` §6. */
export const OUTCOME = { SUCCEEDED: 1, REVERTED: 2, SKIPPED: 3 } as const;

const WORDS = ["", "succeeded", "reverted", "skipped"];

/** An outcome in words. */
export function outcomeWord(outcome: number): string {
  return WORDS[outcome] ?? `unknown outcome ${outcome}`;
}

/** What became of one position. */
export interface Outcome {
  readonly outcome: number;
  readonly gasUsed: bigint;
}

/** Bytes of an outcome leaf. */
export function outcomeLeafBytes(leaf: OutcomeLeaf): Uint8Array {
  return encodeWords(OUTCOME_LEAF, leaf);
}

/** Root over the outcomes in position order. */
export function outcomesRoot(outcomes: readonly (Outcome & { txHash: Hex })[]): Hex {
  return keccakRoot(
    outcomes.map(({ txHash, outcome, gasUsed }, position) => outcomeLeafBytes({ position, txHash, outcome, gasUsed })),
  );
}

/** Reads the `outcomes` of BatchExecuted: per position uint8 outcome and gas as LEB128. @returns undefined when they are malformed */
export function decodeOutcomes(bytes: Uint8Array): Outcome[] | undefined {
  const outcomes: Outcome[] = [];
  let at = 0;
  while (at < bytes.length) {
    const outcome = bytes[at]!;
    const gas = readVarint(bytes, at + 1);
    if (outcome < OUTCOME.SUCCEEDED || outcome > OUTCOME.SKIPPED || gas === undefined) {
      return undefined;
    }
    outcomes.push({ outcome, gasUsed: gas.value });
    at = gas.end;
  }
  return outcomes;
}
