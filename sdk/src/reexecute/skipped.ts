import { createAddressFromString } from "@ethereumjs/util";
import type { VM } from "@ethereumjs/vm";
import { toHex, type Hex } from "../primitives/bytes.js";
import type { Checks } from "../checks.js";
import { OUTCOME } from "../protocol/outcomes.js";
import { decodeTransaction, type Transaction } from "../protocol/transactions.js";
import type { ExecutionClaim } from "./index.js";
import type { Executed } from "./outcomes.js";
import { gasFloorOf } from "./gas.js";
import type { WitnessBlock } from "./witness.js";

/** One position of a batch's order. */
export interface OrderedTransaction {
  readonly txHash: Hex;
  /** undefined for a forced entry that the engine must not see. */
  readonly raw: Uint8Array | undefined;
}

const DELEGATION = "0xef0100";
const MAX_NONCE = 2n ** 64n - 1n;
const MAX_INIT_CODE_BYTES = 49_152;

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
    const reason = await this.reasonNotToRun(decoded.transaction, executed);
    const about = `position ${position} of batch ${this.claim.statement.number} (${decoded.transaction.hash})`;
    this.checks.that(
      `outcomes[${position}]`,
      reason !== undefined,
      `${about} could not run at its place: ${reason}`,
      `${about} was skipped and could have run at its place`,
    );
  }

  private async reasonNotToRun(transaction: Transaction, executed: readonly Executed[]): Promise<string | undefined> {
    const { header } = this.block;
    const address = createAddressFromString(transaction.sender);
    const account = await this.vm.stateManager.getAccount(address);
    const code = toHex(await this.vm.stateManager.getCode(address));
    const used = executed.reduce((sum, one) => sum + one.gasUsed, 0n);
    const cost = transaction.gasLimit * transaction.maxFeePerGas + transaction.value;
    const isCreation = transaction.to === undefined;
    const reasons: [boolean, string][] = [
      [transaction.nonce !== (account?.nonce ?? 0n), `its nonce is ${transaction.nonce}, the account's ${account?.nonce ?? 0n}`],
      [transaction.nonce === MAX_NONCE, "its nonce is the last one"],
      [code !== "0x" && !(code.startsWith(DELEGATION) && code.length === 48), "its sender is a contract"],
      [transaction.maxFeePerGas < header.baseFeePerGas, "its fee cap is below the base fee"],
      [transaction.maxFeePerGas < transaction.maxPriorityFeePerGas, "its fee cap is below its tip"],
      [(account?.balance ?? 0n) < cost, `its sender has ${account?.balance ?? 0n} wei of ${cost}`],
      [transaction.gasLimit < gasFloorOf(transaction), "its gas limit is below what it needs at least"],
      [isCreation && transaction.data.length > MAX_INIT_CODE_BYTES, "its init code is too long"],
      [transaction.gasLimit > header.gasLimit - used, "the block has not so much gas left"],
    ];
    return reasons.find(([applies]) => applies)?.[1];
  }
}
