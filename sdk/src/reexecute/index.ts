/**
 * Executes a batch again, from its execution witness alone.
 *
 * @packageDocumentation
 */
import { createBlockFromRLP, type Block } from "@ethereumjs/block";
import { ValueEncoding } from "@ethereumjs/util";
import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { createVM, runBlock, type RunBlockResult, type VM } from "@ethereumjs/vm";
import { fromHex, toHex, type Hex } from "../primitives/bytes.js";
import { keccakHex } from "../primitives/hash.js";
import { Checks, type Report } from "../checks.js";
import { blockAttributes, blockDifferences, blockHashOf, decodeBlockHeader, type L2BlockHeader } from "../protocol/blocks.js";
import type { BatchHeader, ExecutionStatement } from "../protocol/objects.js";
import { OUTCOME, type Outcome } from "../protocol/outcomes.js";
import { FormError } from "../receipt/json.js";
import { Ancestors, rulesOf } from "./chain.js";
import { compareOutcomes, nameState, placed, type Executed } from "./outcomes.js";
import { WitnessState } from "./state.js";
import { StatelessStateManager } from "./state-manager.js";
import { readWitness, splitBlock, type ExecutionWitness, type WitnessBlock } from "./witness.js";
import { SkippedJudge, type OrderedTransaction } from "./skipped.js";

export { readWitness, type ExecutionWitness } from "./witness.js";
export type { OrderedTransaction } from "./skipped.js";

/** What a batch's sequencer signed, and what is known of its neighbours. */
export interface ExecutionClaim {
  readonly statement: ExecutionStatement;
  /** The batch's header; its fields are compared with the block's. */
  readonly header?: BatchHeader;
  /** `batchHash`: digest of the header, which the block names in its extra data. */
  readonly batchHash?: Hex;
  /** The policy's; the block's own is taken without it. */
  readonly feeRecipient?: Hex;
  /** L2 block hash of the parent batch, or the genesis hash: without it the chain is not followed. */
  readonly parentBlockHash?: Hex;
  /** Outcome and gas of every position, from BatchExecuted or the data: with them the first differing transaction is named. */
  readonly outcomes?: readonly Outcome[];
  /** The batch's order, raw bytes by position: with it skipped transactions are judged. */
  readonly order?: readonly OrderedTransaction[];
}

/** `verdict` is "none" when the witness is of another block or lacks something: it proves nothing either way. */
export interface ExecutionReport extends Report {
  readonly verdict: "right" | "wrong" | "none";
  readonly seconds: number;
  readonly transactions: number;
}

/** A witness that proves nothing. */
class NoVerdict extends Error {}

/**
 * Executes a batch's block on the state that its witness proves, and compares what comes out with the signed statement
 * (`spec/execution-witness.md`).
 */
export async function reexecute(document: unknown, claim: ExecutionClaim): Promise<ExecutionReport> {
  const started = performance.now();
  const checks = new Checks();
  let verdict: ExecutionReport["verdict"] = "none";
  let transactions = 0;
  try {
    const witness = readWitness(document);
    const block = matchingBlock(witness, claim, checks);
    transactions = block.transactions.length;
    compareFields(block, witness.parentHeader, claim, checks);
    await execute(witness, block, claim, checks);
    verdict = checks.allOk ? "right" : "wrong";
  } catch (failure) {
    if (!(failure instanceof NoVerdict || failure instanceof FormError)) {
      throw failure;
    }
    checks.skip("witness", `no verdict: ${failure.message}`);
  }
  const report = checks.report();
  return {
    ...report,
    ok: report.ok && verdict === "right",
    verdict,
    transactions,
    seconds: (performance.now() - started) / 1000,
  };
}

function matchingBlock(witness: ExecutionWitness, claim: ExecutionClaim, checks: Checks): WitnessBlock {
  const { statement } = claim;
  const block = splitBlock(witness.block);
  if (block === undefined) {
    throw new NoVerdict("the witness's block is no Prague block without ommers and withdrawals");
  }
  if (
    block.hash !== statement.l2BlockHash ||
    block.header.number !== statement.number ||
    witness.rollupId !== statement.rollupId
  ) {
    throw new NoVerdict(
      `the witness is of block ${block.header.number} ${block.hash}, the statement of ${statement.number} ${statement.l2BlockHash}`,
    );
  }
  if (blockHashOf(witness.parentHeader) !== block.header.parentHash) {
    throw new NoVerdict("the witness's parent header is not that of the block's parent");
  }
  if (claim.parentBlockHash === undefined) {
    checks.skip("block.parentHash", "whether the parent is the parent batch's block: give the parent batch or the genesis hash");
  } else {
    checks.same(
      "block.parentHash",
      "the block continues the parent batch's block",
      claim.parentBlockHash,
      block.header.parentHash,
    );
  }
  return block;
}

function compareFields(block: WitnessBlock, parentHeader: Uint8Array, claim: ExecutionClaim, checks: Checks): void {
  const { header } = block;
  const { statement, header: batch } = claim;
  checks.same("statement.stateRoot", "the statement's state root is the block's", header.stateRoot, statement.stateRoot);
  checks.same(
    "statement.receiptsRoot",
    "the statement's receipts root is the block's",
    header.receiptsRoot,
    statement.receiptsRoot,
  );
  checks.same("statement.gasUsed", "the statement's gas is the block's", header.gasUsed, statement.gasUsed);
  checks.same("block.extraData", "the block names its batch", statement.batchHash, header.extraData);
  const parent = decodeBlockHeader(parentHeader);
  if (batch !== undefined && parent !== undefined) {
    const above = { hash: blockHashOf(parentHeader), timestamp: parent.timestamp };
    // The gas limit never changes, so the parent's is the genesis block's.
    const wanted = blockAttributes(batch, statement.batchHash, above, parent.gasLimit, claim.feeRecipient ?? header.miner);
    for (const { field, expected, found } of blockDifferences(header, wanted)) {
      checks.same(`block.${field}`, `the block's ${field} is what its batch demands`, expected, found);
    }
    checks.that(
      "block",
      checks.allOk,
      "the block's fields are what its batch demands",
      "the block's fields are not what its batch demands",
    );
  }
  if (claim.batchHash !== undefined) {
    checks.same("statement.batchHash", "the statement is of this batch", claim.batchHash, statement.batchHash);
  }
}

async function execute(witness: ExecutionWitness, block: WitnessBlock, claim: ExecutionClaim, checks: Checks): Promise<void> {
  const parent = decodeBlockHeader(witness.parentHeader);
  const ancestors = parent && Ancestors.of(parent, blockHashOf(witness.parentHeader), witness.headers);
  if (parent === undefined || ancestors === undefined) {
    throw new NoVerdict("the witness's headers do not link to the block's parent");
  }
  const state = new WitnessState(witness.state, witness.codes);
  const common = rulesOf(witness.rollupId);
  const trie = new MerklePatriciaTrie({
    db: state as never,
    useKeyHashing: true,
    common,
    root: fromHex(parent.stateRoot),
    valueEncoding: ValueEncoding.Bytes,
  });
  const accounts = new StatelessStateManager({ trie, common });
  const vm = await createVM({ common, stateManager: accounts, blockchain: ancestors as never });
  const parsed = parse(block, witness, common);
  if (!(await parsed.transactionsTrieIsValid())) {
    throw new NoVerdict("the witness's transactions are not those of the block's header");
  }
  const judge = new SkippedJudge(vm, block, withOutcomes(block, claim), checks, witness.rollupId);
  if (block.transactions.length === 0) {
    await judge.after([]);
  }
  const executed = watchTransactions(vm, accounts, judge);
  let result: RunBlockResult;
  try {
    result = await runBlock(vm, { block: parsed, root: fromHex(parent.stateRoot), generate: true, skipBlockValidation: true });
  } catch (failure) {
    noteMissing(state, ancestors);
    const at = executed.length;
    checks.fail(
      `transactions[${at}]`,
      `the block cannot be executed: at transaction ${at} of the block: ${(failure as Error).message.slice(0, 300)}`,
    );
    return;
  }
  noteMissing(state, ancestors);
  compareResult(block, result, executed, claim, checks, parent);
}

/** Which positions were skipped follows from order and block, too: what is not in the block. */
function withOutcomes(block: WitnessBlock, claim: ExecutionClaim): ExecutionClaim {
  const inBlock = block.transactions.map((raw) => ({ hash: keccakHex(raw), outcome: OUTCOME.SUCCEEDED, gasUsed: 0n }));
  const places = claim.order && placed(claim.order, inBlock, claim.outcomes);
  return places ? { ...claim, outcomes: places.map((one) => one ?? { outcome: OUTCOME.SKIPPED, gasUsed: 0n }) } : claim;
}

function parse(block: WitnessBlock, witness: ExecutionWitness, common: ReturnType<typeof rulesOf>): Block {
  try {
    return createBlockFromRLP(witness.block, { common, setHardfork: false });
  } catch (failure) {
    throw new NoVerdict(`block ${block.hash} cannot be read: ${(failure as Error).message.slice(0, 200)}`);
  }
}

function noteMissing(state: WitnessState, ancestors: Ancestors): void {
  const missing = [...state.missing, ...ancestors.missing.map((number) => `header of block ${number}`)];
  if (missing.length > 0) {
    throw new NoVerdict(`the witness lacks ${missing.length} thing(s) that the execution needs, first ${missing[0]}`);
  }
}

function watchTransactions(vm: VM, accounts: StatelessStateManager, judge: SkippedJudge): Executed[] {
  const executed: Executed[] = [];
  vm.events.on("beforeTx", (_transaction, done) => {
    accounts.inTransaction = true;
    void judge.before(executed).then(done, done);
  });
  vm.events.on("afterTx", (event, done) => {
    const outcome = event.execResult.exceptionError === undefined ? OUTCOME.SUCCEEDED : OUTCOME.REVERTED;
    accounts.inTransaction = false;
    executed.push({ hash: toHex(event.transaction.hash()), outcome, gasUsed: event.totalGasSpent });
    void judge.after(executed).then(done, done);
  });
  return executed;
}

function compareResult(
  block: WitnessBlock,
  result: RunBlockResult,
  executed: readonly Executed[],
  claim: ExecutionClaim,
  checks: Checks,
  parent: L2BlockHeader,
): void {
  const { header } = block;
  const differs = compareOutcomes(executed, claim, checks);
  checks.same("execution.gasUsed", "re-execution uses the same gas", header.gasUsed, result.gasUsed);
  const sameReceipts = checks.same(
    "execution.receiptsRoot",
    "re-execution gives the same receipts",
    header.receiptsRoot,
    toHex(result.receiptsRoot),
  );
  checks.same("execution.logsBloom", "re-execution gives the same logs", header.logsBloom, toHex(result.logsBloom));
  checks.same(
    "execution.requestsHash",
    "there are no execution requests",
    header.requestsHash,
    toHex(result.requestsHash ?? new Uint8Array(0)),
  );
  const same = checks.same(
    "execution.stateRoot",
    `re-execution on ${parent.stateRoot.slice(0, 10)}… gives the same state`,
    header.stateRoot,
    toHex(result.stateRoot),
  );
  if (!same) {
    nameState(executed, claim, differs, sameReceipts, checks);
  }
}
