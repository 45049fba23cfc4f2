import type { Hex } from "../primitives/bytes.js";
import type { Checks } from "../checks.js";
import { OUTCOME, outcomesRoot, outcomeWord, type Outcome } from "../protocol/outcomes.js";
import type { ExecutionClaim } from "./index.js";
import type { OrderedTransaction } from "./skipped.js";

/** What executing one transaction of the block gave. */
export interface Executed {
  readonly hash: Hex;
  readonly outcome: number;
  readonly gasUsed: bigint;
}

/** How the outcomes of re-execution stand to what the sequencer says: "unknown" when neither outcomes nor order were given. */
export type Agreement = "none" | "some" | "unknown";

/**
 * What stands at each position of the order, as far as order and block tell: what is not in the block was skipped. Equal bytes may stand
 * twice in an order: `outcomes` says which of them ran, if it fits the block.
 *
 * @returns undefined when the block is not the order without some skipped
 */
export function placed<T extends { readonly hash: Hex }>(
  order: readonly OrderedTransaction[],
  inBlock: readonly T[],
  outcomes?: readonly Outcome[],
): (T | undefined)[] | undefined {
  for (const told of outcomes === undefined ? [undefined] : [outcomes, undefined]) {
    let next = 0;
    const places = order.map(({ txHash, raw }, position) => {
      const ran = raw !== undefined && inBlock[next]?.hash === txHash && told?.[position]?.outcome !== OUTCOME.SKIPPED;
      return ran ? inBlock[next++] : undefined;
    });
    if (next === inBlock.length) {
      return places;
    }
  }
  return undefined;
}

/** Compares each transaction's outcome and gas with what the batch says, and names the first that differs. */
export function compareOutcomes(executed: readonly Executed[], claim: ExecutionClaim, checks: Checks): Agreement {
  const { outcomes, order, statement } = claim;
  const agrees = order === undefined ? undefined : compareRoot(executed, order, claim, checks);
  if (outcomes === undefined) {
    checks.skip("outcomes", "outcome and gas of each transaction: give the batch's outcomes to compare them one by one");
    return agrees === undefined ? "unknown" : agrees ? "none" : "some";
  }
  let who = "the sequencer says";
  if (order !== undefined) {
    const root = outcomesRoot(outcomes.map((one, i) => ({ ...one, txHash: order[i]?.txHash ?? "0x" })));
    const ok = checks.same("outcomes", "the outcomes are those that the statement signs", statement.outcomesRoot, root);
    who = ok ? who : "the outcomes that were given, which are not the signed ones, say";
  }
  return nameFirst(executed, outcomes, claim, who, checks) || agrees === false ? "some" : "none";
}

function compareRoot(
  executed: readonly Executed[],
  order: readonly OrderedTransaction[],
  { statement, outcomes }: ExecutionClaim,
  checks: Checks,
): boolean {
  const places = placed(order, executed, outcomes);
  if (places === undefined) {
    const at = executed.findIndex((_, i) => placed(order, executed.slice(0, i + 1)) === undefined);
    return checks.fail(
      `transactions[${at}]`,
      `batch ${statement.number}: transaction ${at} of the block (${executed[at]!.hash}) is not next in the batch's order`,
    );
  }
  const all = places.map((one, i) => ({
    txHash: order[i]!.txHash,
    outcome: one?.outcome ?? OUTCOME.SKIPPED,
    gasUsed: one?.gasUsed ?? 0n,
  }));
  return checks.same(
    "statement.outcomesRoot",
    "re-execution gives the signed outcomes",
    statement.outcomesRoot,
    outcomesRoot(all),
  );
}

/** True when something differed. */
function nameFirst(
  executed: readonly Executed[],
  outcomes: readonly Outcome[],
  { order, statement }: ExecutionClaim,
  who: string,
  checks: Checks,
): boolean {
  const place = `of batch ${statement.number}`;
  const places = order && placed(order, executed, outcomes);
  let next = 0;
  for (const [position, claimed] of outcomes.entries()) {
    const hash = order?.[position]?.txHash;
    const found = places ? places[position] : claimed.outcome === OUTCOME.SKIPPED ? undefined : executed[next];
    next += found ? 1 : 0;
    if (claimed.outcome === OUTCOME.SKIPPED && found === undefined) {
      continue;
    }
    if (found?.outcome !== claimed.outcome || found.gasUsed !== claimed.gasUsed) {
      const seen = found ? `${outcomeWord(found.outcome)} with ${found.gasUsed} gas` : "no such transaction in the block";
      const said = `${outcomeWord(claimed.outcome)} with ${claimed.gasUsed} gas`;
      checks.fail(
        `outcomes[${position}]`,
        `position ${position} ${place} (${found?.hash ?? hash ?? "none"}): the first transaction that differs: re-execution gives ${seen}, ${who} ${said}`,
      );
      return true;
    }
  }
  if (next !== executed.length) {
    checks.fail("outcomes", `the block has ${executed.length} transactions, the outcomes ${place} tell of ${next}`);
    return true;
  }
  checks.that("outcomes", true, `outcome and gas of all ${outcomes.length} positions are right`);
  return false;
}

/** Says what can be named when the state that comes out is not the signed one: the sequencer signs no state between two transactions. */
export function nameState(
  executed: readonly Executed[],
  claim: ExecutionClaim,
  differs: Agreement,
  sameReceipts: boolean,
  checks: Checks,
): void {
  const batch = `batch ${claim.statement.number}`;
  const last = executed.at(-1);
  if (last === undefined) {
    checks.fail("execution.stateRoot", `${batch} executes no transaction: what the block itself writes gives another state`);
    return;
  }
  if (differs === "some") {
    return;
  }
  const places = claim.order && placed(claim.order, executed, claim.outcomes);
  const position = places?.findLastIndex((one) => one !== undefined) ?? -1;
  const where = position >= 0 ? `position ${position} of ${batch} (${last.hash})` : `${batch}, last transaction (${last.hash})`;
  const agree =
    differs === "unknown" ? "outcomes were not compared" : `outcome and gas of all ${executed.length} transactions agree`;
  const logs = sameReceipts ? ", and so do their logs" : "; their logs do not, and only the root over all of them is signed";
  checks.fail(
    "execution.stateRoot",
    `${where}: the state after it, the last one, is another than the signed one. ${agree}${differs === "unknown" ? "" : logs}. ` +
      "No state before it is signed, so no earlier transaction can be named",
  );
}
