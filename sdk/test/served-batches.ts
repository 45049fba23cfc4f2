/* eslint-disable @typescript-eslint/no-explicit-any -- what a server answers */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { writeVarint } from "../src/data/varint.js";
import { concat, fromHex, toHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { decodeRlp, encodeRlp, type Rlp } from "../src/primitives/rlp.js";
import { digestOf } from "../src/protocol/eip712.js";
import { EXECUTION_STATEMENT, POLICY as POLICY_MEMBERS, type ExecutionStatement } from "../src/protocol/objects.js";
import { outcomesRoot, type Outcome } from "../src/protocol/outcomes.js";
import { decodeTransaction } from "../src/protocol/transactions.js";
import { toJson } from "../src/receipt/json.js";
import { dataOf } from "./batch-data.js";
import { genesis, Geth } from "./geth.js";
import {
  DOMAIN,
  ORDER_SECRET,
  POLICY,
  ROLLUP_ID,
  SampleNetwork,
  type SampleArrival,
  type SampleBatch,
} from "./sample-network.js";
import { sign } from "./signing.js";

const GENESIS_TIME = 1_795_370_400;

/** What a sequencer may say else than what is so. */
export interface Lies {
  /** Another state root in block and statement. */
  readonly stateRoot?: Hex;
  /** Another outcome or gas at a position, signed. */
  readonly outcome?: { readonly position: number; readonly value: Outcome };
}

interface Made {
  readonly sample: SampleBatch;
  readonly arrivals: readonly SampleArrival[];
  readonly outcomes: readonly Outcome[];
  readonly block: Hex;
  readonly parentHeader: Hex;
  readonly witness: any;
}

/** A sequencer and its log over HTTP, with batches that a real geth executed and that are signed as the protocol says. */
export class ServedBatches {
  private readonly made = new Map<bigint, Made>();
  private readonly answers = new Map<string, unknown>();
  private readonly server: Server;
  private nextSeq = 0n;
  private events: any[] = [];

  private constructor(
    private readonly geth: Geth,
    private head: any,
    readonly genesisHash: Hex,
  ) {
    this.server = createServer((request, response) => {
      const answer = this.answers.get(request.url!.replace(/\?.*/, ""));
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(answer instanceof Uint8Array ? answer : JSON.stringify(answer ?? { title: "not found" }));
    });
  }

  static async start(binary: string, balances: Record<string, bigint>): Promise<ServedBatches> {
    const geth = await Geth.start(binary, genesis(Number(ROLLUP_ID), GENESIS_TIME, balances));
    const head = await geth.call("eth_getBlockByNumber", "0x0", false);
    const served = new ServedBatches(geth, head, head.hash);
    await new Promise<void>((resolve) => served.server.listen(0, "127.0.0.1", resolve));
    served.answers.set("/v1/policy", { policy: toJson(POLICY_MEMBERS, POLICY) });
    return served;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    await this.geth.stop();
  }

  /** Orders, executes, signs and serves a batch; what geth cannot run must be in `unfit`. Returns raw bytes by position. */
  async batch(raws: readonly Hex[], unfit: ReadonlySet<Hex> = new Set()): Promise<Hex[]> {
    const number = BigInt(this.made.size + 1);
    const parent = this.made.get(number - 1n);
    const parentHash = parent ? digestOf(DOMAIN, "BatchHeader", parent.sample.header) : this.genesisHash;
    const sealedAtMillis = BigInt(GENESIS_TIME) * 1000n + number * 2_000n;
    const arrivals = raws.map((raw, i) => ({
      seq: this.nextSeq + BigInt(i),
      receivedAtMillis: sealedAtMillis - 1n,
      raw: fromHex(raw),
    }));
    const sample = new SampleNetwork().batch(
      "b",
      { generation: 0n, number, parentHash, sealedAtMillis, firstSeq: this.nextSeq },
      arrivals,
    );
    this.nextSeq += BigInt(raws.length);
    const byHash = new Map(raws.map((raw) => [keccakHex(fromHex(raw)), raw]));
    const order = sample.order.map((leaf) => byHash.get(leaf.txHash)!);
    const runnable = order.filter((raw) => !unfit.has(raw));
    const attributes = {
      timestamp: `0x${(GENESIS_TIME + Number(number) * 2).toString(16)}`,
      prevRandao: sample.header.seed,
      suggestedFeeRecipient: POLICY.feeRecipient,
      withdrawals: [],
      parentBeaconBlockRoot: sample.header.l1OriginHash,
    };
    const batchHash = digestOf(DOMAIN, "BatchHeader", sample.header);
    const payload = await this.geth.block(this.head.hash ?? this.head.blockHash, attributes, runnable, batchHash);
    const receipts: any[] = await this.geth.call("eth_getBlockReceipts", payload.blockHash);
    let next = 0;
    const outcomes = order.map((raw) => {
      const receipt = unfit.has(raw) ? undefined : receipts[next++];
      return receipt
        ? { outcome: receipt.status === "0x1" ? 1 : 2, gasUsed: BigInt(receipt.gasUsed) }
        : { outcome: 3, gasUsed: 0n };
    });
    const [witness, block, parentHeader] = await Promise.all([
      this.geth.call("debug_executionWitness", payload.blockNumber),
      this.geth.call("debug_getRawBlock", payload.blockHash),
      this.geth.call("debug_getRawHeader", payload.parentHash),
    ]);
    for (const raw of unfit) {
      const decoded = decodeTransaction(fromHex(raw), ROLLUP_ID);
      if (decoded.ok) {
        const at = { blockHash: payload.parentHash };
        const proof = await this.geth.call("eth_getProof", decoded.transaction.sender, [], at);
        witness.state = [...new Set([...Object.values<string>(witness.state), ...proof.accountProof])].sort();
      }
    }
    this.head = payload;
    this.made.set(number, { sample, arrivals, outcomes, block, parentHeader, witness });
    this.tell(number, {});
    return order;
  }

  /** Serves a batch, true or not. */
  tell(number: bigint, lies: Lies): void {
    const { sample, arrivals, parentHeader, witness, ...made } = this.made.get(number)!;
    const items = decodeRlp(fromHex(made.block)) as Rlp[];
    const header = [...(items[0] as Rlp[])] as Uint8Array[];
    header[3] = lies.stateRoot ? fromHex(lies.stateRoot) : header[3]!;
    const headerRlp = encodeRlp(header);
    const outcomes = made.outcomes.map((one, i) => (i === lies.outcome?.position ? lies.outcome.value : one));
    const { generation } = sample.header;
    const statement: ExecutionStatement = {
      ...{ rollupId: ROLLUP_ID, generation, number, batchHash: digestOf(DOMAIN, "BatchHeader", sample.header) },
      ...{ l2BlockHash: keccakHex(headerRlp), stateRoot: toHex(header[3]), receiptsRoot: toHex(header[5]!) },
      outcomesRoot: outcomesRoot(outcomes.map((one, i) => ({ ...one, txHash: sample.order[i]!.txHash }))),
      gasUsed: BigInt(toHex(header[10]!) === "0x" ? 0 : toHex(header[10]!)),
    };
    const statementSignature = sign(DOMAIN, "ExecutionStatement", statement, ORDER_SECRET);
    const { headerSignature, cutSignature, beaconSignature } = sample.json;
    const signed = { statement: toJson(EXECUTION_STATEMENT, statement), statementSignature };
    const common = { number: String(number), generation: String(generation) };
    const view = { ...common, status: "EXECUTED", header: sample.json.header, headerSignature, cutSignature, beaconSignature };
    this.answers.set(`/v1/batches/${number}`, { ...view, ...signed });
    this.answers.set(`/v1/batches/${number}/data`, dataOf(sample.header.sealedAtMillis, arrivals, headerRlp));
    const block = toHex(encodeRlp([header, ...items.slice(1)]));
    const lists = { state: Object.values(witness.state), codes: Object.values(witness.codes), headers: [] };
    const document = { rollupId: String(ROLLUP_ID), ...common, parentHeader, block, witness: lists };
    this.answers.set(`/v1/batches/${number}/witness`, document);
    const packed = toHex(concat(...outcomes.map((one) => concat(Uint8Array.of(one.outcome), writeVarint(one.gasUsed)))));
    const executionHash = digestOf(DOMAIN, "ExecutionStatement", statement);
    const event = { rollupId: String(ROLLUP_ID), ...common, executionHash, outcomes: packed, ...signed };
    this.events = [...this.events, { index: String(this.events.length), kind: "BatchExecuted", hashed: false, event }];
    this.answers.set("/v1/events", { events: this.events, next: String(this.events.length) });
  }
}
