import type { Checks } from "../checks.js";
import type { BatchHeader, OrderLeaf, Policy } from "./objects.js";
import { isRunnable, ORDER_KIND, type ForcedEntry } from "./ordering.js";
import { decodeTransaction } from "./transactions.js";

/** Checks the caps that a policy sets for batches of more than one arrival (`spec/protocol.md` §4). */
export function checkCaps(
  header: BatchHeader,
  policy: Policy,
  rollupId: bigint,
  order: readonly OrderLeaf[],
  bySeq: ReadonlyMap<bigint, Uint8Array | undefined>,
  forced: readonly ForcedEntry[],
  checks: Checks,
): void {
  if (header.seqCount <= 1n) {
    checks.that("policy.caps", true, "a single arrival is taken whatever the caps");
    return;
  }
  const placed = order.filter(({ kind }) => kind === ORDER_KIND.ARRIVAL).map((leaf) => bySeq.get(leaf.seqOrForcedIndex)!);
  const seen = forced.filter((entry) => isRunnable(rollupId, entry));
  const bytes = placed.reduce((sum, raw) => sum + raw.length, 0);
  const gas = [...placed, ...seen.map(({ raw }) => raw)].reduce((sum, raw) => {
    const decoded = decodeTransaction(raw, rollupId);
    return sum + (decoded.ok ? decoded.transaction.gasLimit : 0n);
  }, 0n);
  const caps: [string, bigint, bigint, string][] = [
    ["policy.maxCount", header.seqCount, BigInt(policy.maxCount), "arrivals"],
    ["policy.maxBytes", BigInt(bytes), BigInt(policy.maxBytes), "bytes of transactions"],
    ["policy.maxGas", gas, policy.maxGas, "gas by the transactions' limits"],
  ];
  for (const [name, found, cap, what] of caps) {
    const ok = `${found} ${what}, the policy allows ${cap}`;
    checks.that(name, found <= cap, ok, `batch ${header.number}: expected at most ${cap} ${what}, found ${found}`);
  }
}
