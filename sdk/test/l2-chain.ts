/* eslint-disable @typescript-eslint/no-explicit-any */
import type { BatchToExecute } from "../src/executor/executor.js";
import { fromHex, type Hex } from "../src/primitives/bytes.js";
import { checksumAddress } from "../src/primitives/address.js";
import { keccakHex } from "../src/primitives/hash.js";
import type { ExecutionStatement } from "../src/protocol/objects.js";
import { outcomesRoot, type Outcome } from "../src/protocol/outcomes.js";
import { decodeTransaction } from "../src/protocol/transactions.js";
import type { ExecutionClaim } from "../src/reexecute/index.js";
import { genesis, Geth } from "./geth.js";
import { ROLLUP_ID } from "./sample-network.js";

const GENESIS_TIME = 1_795_000_000;
const FEE_RECIPIENT = "0x288e64fa0465290b3b84500000000000000000aa";

/** A batch that a real geth executed: its witness and what a sequencer would have signed of it. */
export interface ExecutedBatch {
  readonly witness: any;
  readonly order: Hex[];
  readonly claim: ExecutionClaim & { readonly outcomes: Outcome[] };
}

/** An L2 on a real geth. */
export class L2Chain {
  private number = 0n;

  private constructor(
    private readonly geth: Geth,
    readonly genesis: any,
    readonly genesisHash: Hex,
    private head: string = genesisHash,
  ) {}

  static async start(binary: string, balances: Record<string, bigint>): Promise<L2Chain> {
    const start = genesis(Number(ROLLUP_ID), GENESIS_TIME, balances);
    const geth = await Geth.start(binary, start);
    return new L2Chain(geth, start, (await geth.call("eth_getBlockByNumber", "0x0", false)).hash);
  }

  /** A batch as L1 has it, without what execution made of it. */
  batchOf(made: ExecutedBatch, order: Hex[], forced: ReadonlyMap<number, bigint> = new Map()): BatchToExecute {
    const { statement, parentBlockHash } = made.claim;
    const { number, batchHash } = statement;
    const none = keccakHex(fromHex("0x"));
    const header = {
      ...{ rollupId: ROLLUP_ID, generation: 0n, number, parentHash: none, firstSeq: 0n, seqCount: BigInt(order.length) },
      ...{ txCount: order.length, cutRoot: none, arrivalRoot: none, orderRoot: none, beaconKind: 0, policyHash: none },
      ...{ sealedAtMillis: (BigInt(GENESIS_TIME) + number) * 1000n, forcedThrough: 0n, depositsThrough: 0n, l1OriginNumber: 1n },
      ...{ seed: keccakHex(fromHex(batchHash)), l1OriginHash: keccakHex(fromHex(parentBlockHash!)) },
    };
    return {
      ...{ parentBlockHash: parentBlockHash!, header, batchHash, feeRecipient: checksumAddress(FEE_RECIPIENT) as Hex },
      order: order.map((raw, position) => ({ raw: fromHex(raw), paidGas: forced.get(position) })),
    };
  }

  stop(): Promise<void> {
    return this.geth.stop();
  }

  /** Executes a batch; `skipped` positions stand in its order and not in its block. */
  async batch(order: Hex[], skipped: ReadonlySet<number> = new Set()): Promise<ExecutedBatch> {
    this.number++;
    const parent = this.head;
    const batchHash = keccakHex(fromHex(`0x${this.number.toString(16).padStart(64, "0")}`));
    const attributes = {
      timestamp: `0x${(GENESIS_TIME + Number(this.number)).toString(16)}`,
      prevRandao: keccakHex(fromHex(batchHash)),
      suggestedFeeRecipient: FEE_RECIPIENT,
      withdrawals: [],
      parentBeaconBlockRoot: keccakHex(fromHex(parent)),
    };
    const raws = order.filter((_, position) => !skipped.has(position));
    const payload = await this.geth.block(parent, attributes, raws, batchHash);
    this.head = payload.blockHash;
    const receipts: any[] = await this.geth.call("eth_getBlockReceipts", payload.blockHash);
    const outcomes = outcomesOf(order.length, skipped, receipts);
    return {
      order,
      witness: await this.witness(parent, payload, order, skipped),
      claim: this.claim(payload, parent, batchHash, order, outcomes),
    };
  }

  private claim(payload: any, parent: string, batchHash: Hex, order: Hex[], outcomes: Outcome[]): ExecutedBatch["claim"] {
    const ordered = order.map((raw) => ({ txHash: keccakHex(fromHex(raw)), raw: fromHex(raw) }));
    const statement: ExecutionStatement = {
      ...{ rollupId: ROLLUP_ID, generation: 0n, number: this.number, batchHash, l2BlockHash: payload.blockHash },
      ...{ stateRoot: payload.stateRoot, receiptsRoot: payload.receiptsRoot, gasUsed: BigInt(payload.gasUsed) },
      outcomesRoot: outcomesRoot(outcomes.map((one, i) => ({ ...one, txHash: ordered[i]!.txHash }))),
    };
    return { statement, parentBlockHash: parent as Hex, outcomes, order: ordered };
  }

  private async witness(parent: string, payload: any, order: Hex[], skipped: ReadonlySet<number>): Promise<any> {
    const found = await this.geth.call("debug_executionWitness", payload.blockNumber);
    const state = new Set<string>(Array.isArray(found.state) ? found.state : Object.values(found.state));
    const codes = new Set<string>(Array.isArray(found.codes) ? found.codes : Object.values(found.codes));
    for (const position of skipped) {
      const decoded = decodeTransaction(fromHex(order[position]!), ROLLUP_ID);
      if (decoded.ok) {
        const proof = await this.geth.call("eth_getProof", decoded.transaction.sender, [], { blockHash: parent });
        proof.accountProof.forEach((node: string) => state.add(node));
      }
    }
    const [parentHeader, block] = await Promise.all([
      this.geth.call("debug_getRawHeader", parent),
      this.geth.call("debug_getRawBlock", payload.blockHash),
    ]);
    return {
      ...{ rollupId: String(ROLLUP_ID), generation: "0", number: String(this.number), parentHeader, block },
      witness: { state: [...state].sort(), codes: [...codes].sort(), headers: [] },
    };
  }
}

function outcomesOf(count: number, skipped: ReadonlySet<number>, receipts: any[]): Outcome[] {
  let next = 0;
  return Array.from({ length: count }, (_, position) => {
    if (skipped.has(position)) {
      return { outcome: 3, gasUsed: 0n };
    }
    const receipt = receipts[next++];
    return { outcome: receipt.status === "0x1" ? 1 : 2, gasUsed: BigInt(receipt.gasUsed) };
  });
}
