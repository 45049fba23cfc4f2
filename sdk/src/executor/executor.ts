import { createBlock, createBlockHeader, createBlockHeaderFromRLP, genTransactionsTrieRoot, type Block } from "@ethereumjs/block";
import type { Common } from "@ethereumjs/common";
import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { createTxFromRLP, type TypedTransaction } from "@ethereumjs/tx";
import { KECCAK256_RLP, ValueEncoding } from "@ethereumjs/util";
import { buildBlock, createVM, runBlock, runTx, type RunBlockResult, type VM } from "@ethereumjs/vm";
import { fromHex, type Hex } from "../primitives/bytes.js";
import { blockAttributes, blockHashOf, decodeBlockHeader, type BlockAttributes, type L2BlockHeader } from "../protocol/blocks.js";
import type { BatchHeader } from "../protocol/objects.js";
import { OUTCOME, type Outcome } from "../protocol/outcomes.js";
import { decodeTransaction, type Transaction } from "../protocol/transactions.js";
import { reasonNotToRun } from "../reexecute/runnable.js";
import { StatelessStateManager } from "../reexecute/state-manager.js";
import { rulesOfGenesis, writeGenesis, type Genesis } from "./genesis.js";
import { Lineage, Store } from "./store.js";

/** One position of a batch's order. */
export interface Ordered {
  readonly raw: Uint8Array;
  /** Of a forced entry, the gas that was paid for it on L1; undefined for an arrival. */
  readonly paidGas: bigint | undefined;
}

/** A batch, and the block that it stands on. */
export interface BatchToExecute {
  readonly parentBlockHash: Hex;
  readonly header: BatchHeader;
  readonly batchHash: Hex;
  /** The policy's. */
  readonly feeRecipient: Hex;
  readonly order: readonly Ordered[];
}

/** What a batch gives: its block's header in RLP, and an outcome per position. */
export interface ExecutedBatch {
  readonly header: Uint8Array;
  readonly outcomes: readonly Outcome[];
}

/** Thrown when the parent has never been executed here: give its batches first. */
export class UnknownParent extends Error {}

interface Candidate {
  readonly position: number;
  readonly transaction: Transaction;
  readonly runnable: TypedTransaction;
}

/**
 * Executes batches on the state that they leave to each other, from genesis on. What it is told is what L1 has; which transactions are skipped,
 * and every field of the block, it finds itself. Not for several batches at once.
 */
export class Executor {
  private constructor(
    private readonly store: Store,
    private readonly common: Common,
    readonly rollupId: bigint,
    readonly genesisHash: Hex,
  ) {}

  /** Opens the folder of a rollup's states, and writes the genesis block if it is not there. */
  static async open(folder: string, genesis: Genesis): Promise<Executor> {
    const store = await Store.at(folder);
    const hash = await writeGenesis(store, genesis);
    return new Executor(store, rulesOfGenesis(genesis), BigInt(genesis.config.chainId), hash);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  /** RLP of the header of a block that was executed here. */
  block(hash: Hex): Promise<Uint8Array | undefined> {
    return this.store.block(hash);
  }

  /** @throws UnknownParent */
  async execute(batch: BatchToExecute): Promise<ExecutedBatch> {
    const parentRlp = await this.store.block(batch.parentBlockHash);
    const parent = parentRlp && decodeBlockHeader(parentRlp);
    if (parentRlp === undefined || parent === undefined) {
      throw new UnknownParent(`expected block ${batch.parentBlockHash} to have been executed here, found that it was not`);
    }
    const above = { hash: batch.parentBlockHash, timestamp: parent.timestamp };
    const attributes = blockAttributes(batch.header, batch.batchHash, above, parent.gasLimit, batch.feeRecipient);
    const run = new BatchRun(await this.machine(batch.parentBlockHash, parent), this.common, parentRlp, parent, attributes);
    const candidates = batch.order.flatMap((one, position) => this.candidate(one, position));
    const included = (await run.all(candidates)) ?? (await run.runnable(candidates));
    const result = included === candidates ? run.result : await run.exactly(included);
    const header = await run.header(included, result!);
    await this.store.putBlock(blockHashOf(header), header);
    return { header, outcomes: outcomesOf(batch.order.length, included, result!) };
  }

  /** What the engine is shown: nothing that is not a transaction of this rollup, and no forced entry of another gas than was paid for. */
  private candidate(one: Ordered, position: number): Candidate[] {
    const decoded = decodeTransaction(one.raw, this.rollupId);
    if (!decoded.ok || (one.paidGas !== undefined && one.paidGas !== decoded.transaction.gasLimit)) {
      return [];
    }
    const runnable = createTxFromRLP(one.raw, { common: this.common, freeze: false });
    return [{ position, transaction: decoded.transaction, runnable }];
  }

  private async machine(parentHash: Hex, parent: L2BlockHeader): Promise<VM> {
    const trie = new MerklePatriciaTrie({
      db: this.store as never,
      useKeyHashing: true,
      common: this.common,
      root: fromHex(parent.stateRoot),
      valueEncoding: ValueEncoding.Bytes,
      cacheSize: 10_000,
    });
    const stateManager = new StatelessStateManager({ trie, common: this.common });
    const blockchain = new Lineage(this.store, parentHash, (rlp) => decodeBlockHeader(rlp)!);
    return createVM({ common: this.common, stateManager, blockchain: blockchain as never });
  }
}

/** One batch on its parent's state. */
class BatchRun {
  result: RunBlockResult | undefined;
  private readonly parentBlock: Block;
  private readonly accounts: StatelessStateManager;

  constructor(
    private readonly vm: VM,
    private readonly common: Common,
    parentRlp: Uint8Array,
    private readonly parent: L2BlockHeader,
    private readonly attributes: BlockAttributes,
  ) {
    const header = createBlockHeaderFromRLP(parentRlp, { common, setHardfork: false });
    this.parentBlock = createBlock({ header }, { common, setHardfork: false });
    this.accounts = vm.stateManager as StatelessStateManager;
    vm.events.on("beforeTx", () => (this.accounts.inTransaction = true));
    vm.events.on("afterTx", () => (this.accounts.inTransaction = false));
  }

  /** All of them in one run. @returns undefined when one cannot run: then nothing has happened */
  async all(candidates: Candidate[]): Promise<Candidate[] | undefined> {
    let next = 0;
    let used = 0n;
    let fits = true;
    const judge = (_transaction: unknown, done: () => void): void => {
      const candidate = candidates[next++]!;
      void this.fits(candidate, used)
        .then((one) => (fits &&= one))
        .finally(done);
    };
    const count = (event: { totalGasSpent: bigint }) => (used += event.totalGasSpent);
    this.vm.events.on("beforeTx", judge as never);
    this.vm.events.on("afterTx", count as never);
    try {
      this.result = await this.exactly(candidates);
    } catch (failure) {
      // Where the rules let a transaction run and the machine does not, nothing is known.
      if (fits) {
        throw failure;
      }
    } finally {
      this.vm.events.off("beforeTx", judge as never);
      this.vm.events.off("afterTx", count as never);
      this.accounts.inTransaction = false;
    }
    return fits ? candidates : undefined;
  }

  /** Those that can run, each after those before it that could. Leaves the state as it was. */
  async runnable(candidates: Candidate[]): Promise<Candidate[]> {
    await this.vm.stateManager.setStateRoot(fromHex(this.parent.stateRoot), true);
    const block = this.blockOf([]);
    const { header } = block;
    const builder = await buildBlock(this.vm, {
      parentBlock: this.parentBlock,
      headerData: { ...header, number: header.number },
      withdrawals: [],
      blockOpts: { putBlockIntoBlockchain: false, common: this.common, setHardfork: false },
    });
    const included: Candidate[] = [];
    let used = 0n;
    for (const candidate of candidates) {
      if (await this.fits(candidate, used)) {
        const { totalGasSpent } = await runTx(this.vm, { tx: candidate.runnable, block, blockGasUsed: used });
        used += totalGasSpent;
        included.push(candidate);
      }
    }
    await builder.revert();
    return included;
  }

  /** Runs transactions that can run, and keeps the state that they leave. */
  exactly(candidates: Candidate[]): Promise<RunBlockResult> {
    return runBlock(this.vm, {
      block: this.blockOf(candidates),
      root: fromHex(this.parent.stateRoot),
      generate: true,
      skipBlockValidation: true,
      clearCache: true,
    });
  }

  /** RLP of the block's header. */
  async header(included: Candidate[], result: RunBlockResult): Promise<Uint8Array> {
    const transactions = included.map(({ runnable }) => runnable);
    const trie = new MerklePatriciaTrie({ common: this.common });
    return createBlockHeader(
      {
        ...this.fields(),
        stateRoot: result.stateRoot,
        transactionsTrie: transactions.length === 0 ? KECCAK256_RLP : await genTransactionsTrieRoot(transactions, trie),
        receiptTrie: result.receiptsRoot,
        logsBloom: result.logsBloom,
        gasUsed: result.gasUsed,
        requestsHash: result.requestsHash!,
      },
      { common: this.common, setHardfork: false },
    ).serialize();
  }

  private async fits({ transaction }: Candidate, used: bigint): Promise<boolean> {
    const { baseFeePerGas } = this.fields();
    const gasLeft = this.attributes.gasLimit - used;
    return (await reasonNotToRun(this.vm, transaction, { baseFeePerGas, gasLeft })) === undefined;
  }

  private blockOf(candidates: Candidate[]): Block {
    const transactions = candidates.map(({ runnable }) => runnable);
    const options = { common: this.common, setHardfork: false, skipConsensusFormatValidation: true };
    return createBlock({ header: this.fields(), transactions, withdrawals: [] }, options);
  }

  private fields() {
    const { attributes } = this;
    return {
      parentHash: fromHex(attributes.parentHash),
      number: attributes.number,
      timestamp: attributes.timestamp,
      gasLimit: attributes.gasLimit,
      coinbase: fromHex(attributes.feeRecipient),
      mixHash: fromHex(attributes.prevRandao),
      extraData: fromHex(attributes.extraData),
      parentBeaconBlockRoot: fromHex(attributes.parentBeaconBlockRoot),
      baseFeePerGas: this.parentBlock.header.calcNextBaseFee(),
      withdrawalsRoot: KECCAK256_RLP,
      blobGasUsed: 0n,
      excessBlobGas: 0n,
    };
  }
}

function outcomesOf(count: number, included: readonly Candidate[], result: RunBlockResult): Outcome[] {
  const outcomes: Outcome[] = Array.from({ length: count }, () => ({ outcome: OUTCOME.SKIPPED, gasUsed: 0n }));
  for (const [i, { position }] of included.entries()) {
    const ran = result.results[i]!;
    const succeeded = ran.execResult.exceptionError === undefined;
    outcomes[position] = { outcome: succeeded ? OUTCOME.SUCCEEDED : OUTCOME.REVERTED, gasUsed: ran.totalGasSpent };
  }
  return outcomes;
}
