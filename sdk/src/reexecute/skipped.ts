import type { VM } from "@ethereumjs/vm";
import type { Hex } from "../primitives/bytes.js";
import type { Checks } from "../checks.js";
import { OUTCOME } from "../protocol/outcomes.js";
import { decodeTransaction } from "../protocol/transactions.js";
import type { ExecutionClaim } from "./index.js";
import type { Executed } from "./outcomes.js";
import { reasonNotToRun } from "./runnable.js";
import type { WitnessBlock } from "./witness.js";

/** One position of a batch's order. */
export interface OrderedTransaction {
  readonly txHash: Hex;
  /** undefined for a forced entry that the engine must not see. */
  readonly raw: Uint8Array | undefined;
}

/** Judges, at its place, every transaction that the sequencer skipped: could it really not run there? */
export class SkippedJudge {
  private next = 0;

  constructor(
    private readonly vm: VM,
    private readonly block: WitnessBlock,
    private readonly claim: ExecutionClaim,
    private readonly checks: Checks,
    private readonly rollupId: bigint,
  ) {}

  /** Before a transaction of the block runs: judges the skipped ones that stand before it. */
  async before(executed: readonly Executed[]): Promise<void> {
    await this.judgeSkipped(executed);
    this.next++;
  }

  /** After the last transaction of the block: judges the skipped ones behind it. */
  async after(executed: readonly Executed[]): Promise<void> {
    if (executed.length === this.block.transactions.length) {
      await this.judgeSkipped(executed);
    }
  }

  private async judgeSkipped(executed: readonly Executed[]): Promise<void> {
    const { outcomes, order } = this.claim;
    while (outcomes?.[this.next]?.outcome === OUTCOME.SKIPPED) {
      const position = this.next++;
      const raw = order?.[position]?.raw;
      if (order === undefined) {
        this.checks.skip(`outcomes[${position}]`, `whether position ${position} had to be skipped: give the batch's order`);
      } else if (raw !== undefined) {
        await this.judge(position, raw, executed);
      }
    }
  }

  private async judge(position: number, raw: Uint8Array, executed: readonly Executed[]): Promise<void> {
    const decoded = decodeTransaction(raw, this.rollupId);
    if (!decoded.ok) {
      return;
    }
    const { header } = this.block;
    const used = executed.reduce((sum, one) => sum + one.gasUsed, 0n);
    const place = { baseFeePerGas: header.baseFeePerGas, gasLeft: header.gasLimit - used };
    const reason = await reasonNotToRun(this.vm, decoded.transaction, place);
    const about = `position ${position} of batch ${this.claim.statement.number} (${decoded.transaction.hash})`;
    this.checks.that(
      `outcomes[${position}]`,
      reason !== undefined,
      `${about} could not run at its place: ${reason}`,
      `${about} was skipped and could have run at its place`,
    );
  }
}
