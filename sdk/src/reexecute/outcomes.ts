import type { Hex } from "../primitives/bytes.js";
import type { Checks } from "../checks.js";
import { OUTCOME, outcomesRoot, outcomeWord } from "../protocol/outcomes.js";
import type { ExecutionClaim } from "./index.js";

/** What executing one transaction of the block gave. */
export interface Executed {
  readonly hash: Hex;
  readonly outcome: number;
  readonly gasUsed: bigint;
}

/**
 * Compares each transaction's outcome and gas with what the batch says, and names the first that differs.
 *
 * @returns "unknown" when the batch's outcomes were not given
 */
export function compareOutcomes(
  executed: readonly Executed[],
  claim: ExecutionClaim,
  checks: Checks,
): "none" | "some" | "unknown" {
  const { outcomes, order, statement } = claim;
  if (outcomes === undefined) {
    checks.skip("outcomes", "outcome and gas of each transaction: give the batch's outcomes to compare them one by one");
    return "unknown";
  }
  const place = `of batch ${statement.number}`;
  let next = 0;
  for (const [position, claimed] of outcomes.entries()) {
    if (claimed.outcome === OUTCOME.SKIPPED) {
      continue;
    }
    const found = executed[next++];
    const differs = found?.outcome !== claimed.outcome || found.gasUsed !== claimed.gasUsed;
    if (differs) {
      const seen = found ? `${outcomeWord(found.outcome)} with ${found.gasUsed} gas` : "no such transaction in the block";
      const said = `${outcomeWord(claimed.outcome)} with ${claimed.gasUsed} gas`;
      checks.fail(
        `outcomes[${position}]`,
        `position ${position} ${place} (${found?.hash ?? "none"}): the first transaction that differs: re-execution gives ${seen}, the sequencer says ${said}`,
      );
      return "some";
    }
    if (order !== undefined && order[position]?.txHash !== found.hash) {
      checks.fail(
        `outcomes[${position}]`,
        `position ${position} ${place}: the block runs ${found.hash}, the order has ${order[position]?.txHash ?? "nothing"}`,
      );
      return "some";
    }
  }
  if (next !== executed.length) {
    checks.fail("outcomes", `the block has ${executed.length} transactions, the outcomes ${place} tell of ${next}`);
    return "some";
  }
  checks.that("outcomes", true, `outcome and gas of all ${outcomes.length} positions are right`);
  if (order !== undefined) {
    const root = outcomesRoot(outcomes.map((one, i) => ({ ...one, txHash: order[i]?.txHash ?? "0x" })));
    checks.same("statement.outcomesRoot", "the outcomes give the signed root", statement.outcomesRoot, root);
  }
  return "none";
}
