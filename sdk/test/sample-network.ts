import assert from "node:assert/strict";
import { concat, toHex, utf8, type Hex } from "../src/primitives/bytes.js";
import { keccakHex, sha256 } from "../src/primitives/hash.js";
import { inclusionProof, leafHash, rootOfHashes } from "../src/primitives/merkle.js";
import { encodeWords } from "../src/primitives/words.js";
import { Coverage, encodeEntry, TOPIC, writeCloudEvent } from "../src/log/entries.js";
import { encodeArrivalRecord, deadlineOf, promiseOfRecord } from "../src/protocol/arrivals.js";
import { seedOf } from "../src/protocol/beacon.js";
import { cutOfHeader, digestOf, type SigningDomain } from "../src/protocol/eip712.js";
import * as objects from "../src/protocol/objects.js";
import {
  arrivalLeaves,
  cutLeaves,
  keccakRoot,
  leafBytes,
  orderLeaves,
  ZERO_HASH,
  type ForcedEntry,
} from "../src/protocol/ordering.js";
import { outcomeLeafBytes } from "../src/protocol/outcomes.js";
import { commitmentHash, dataHashOf, policyHash } from "../src/protocol/policy.js";
import { writeVarint } from "../src/data/varint.js";
import { toJson } from "../src/receipt/json.js";
import { beaconKeyOf, beaconSign, checkpointNote, sign, verifierKeys, type LogSecrets } from "./signing.js";
import { sample, objectOf, vectors } from "./spec.js";

/* eslint-disable @typescript-eslint/no-explicit-any -- samples are made as JSON */

const ordering = vectors("ordering");
const log = vectors("log");
const beacon = vectors("beacon");

export { proofOf, sampleTransactions } from "./sample-parts.js";

export const ROLLUP_ID = BigInt(ordering.chainId);
export const DOMAIN: SigningDomain = { l1ChainId: BigInt(log.domain.chainId), rollup: log.domain.verifyingContract };
export const POLICY = objectOf(objects.POLICY, vectors("policy").cases[0].policy) as objects.Policy;
export const LOG_SECRETS: LogSecrets = {
  origin: log.origin,
  ed25519Seed: log.checkpoint.ed25519Seed,
  eip712Key: log.checkpoint.eip712Key,
  witnesses: log.checkpoint.witnesses,
};
export const ORDER_SECRET: Hex = ordering.orderPrivateKey;
const BEACON_SECRET: Hex = beacon.valid[1].secret;

/** The trust file of all samples. */
export function sampleTrust(): any {
  return {
    format: "candor-trust/v1",
    domain: { rollupId: String(ROLLUP_ID), l1ChainId: String(DOMAIN.l1ChainId), rollup: DOMAIN.rollup },
    deploymentBlock: "5",
    orderKeys: [{ address: ordering.orderKey, fromL1Block: "5", fromL1Timestamp: "1795370000" }],
    beaconKeys: [{ key: beaconKeyOf(BEACON_SECRET), fromL1Block: "5" }],
    auditAnchor: "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0",
    log: { origin: log.origin, verifierKeys: verifierKeys(LOG_SECRETS), policy: log.checkpoint.policy },
  };
}

export interface SampleArrival {
  readonly seq: bigint;
  readonly receivedAtMillis: bigint;
  readonly raw: Uint8Array;
}

function fakeHash(text: string): Hex {
  return keccakHex(utf8(text));
}

/** A batch with all its trees, signed. */
export interface SampleBatch {
  readonly header: objects.BatchHeader;
  readonly json: any;
  readonly cut: readonly objects.CutLeaf[];
  readonly order: readonly objects.OrderLeaf[];
  readonly trees: Record<"cut" | "arrival" | "order" | "outcome", Uint8Array[]>;
  readonly forced: readonly ForcedEntry[];
}

/** A sequencer and its log in memory: makes batches and enters every event. */
export class SampleNetwork {
  readonly entries: Uint8Array[] = [];
  private readonly coverage = new Coverage();
  private readonly offsets = new Map<number, bigint>();
  private readonly parts = new Map<string, number>();

  /** Enters an event and remembers the index under a name. */
  enter(name: string, topicId: number, event: Uint8Array): void {
    if (this.entries.length % 256 === 255) {
      this.push(this.coverage.entryAt(BigInt(this.entries.length)));
    }
    const offset = this.offsets.get(topicId) ?? 0n;
    this.offsets.set(topicId, offset + 1n);
    this.parts.set(name, this.entries.length);
    this.push(encodeEntry(topicId, 0n, offset, event));
  }

  private push(entry: Uint8Array): void {
    this.coverage.take(BigInt(this.entries.length), entry);
    this.entries.push(entry);
  }

  private event(name: string, topicId: number, type: string, value: any): void {
    // Exactly the members of the golden sample.
    assert.deepEqual(Object.keys({ rollupId: "", ...value }).sort(), Object.keys(sample(type).value).sort(), type);
    const json = utf8(JSON.stringify({ rollupId: String(ROLLUP_ID), ...value }));
    this.enter(name, topicId, writeCloudEvent(`dev.candor.${type}.v1`, json));
  }

  /** Record and promise of an arrival, both in the log. */
  arrive(arrival: SampleArrival): any {
    const includeBy = deadlineOf(arrival.receivedAtMillis, POLICY.inclusionDelaySeconds);
    const record = encodeArrivalRecord({ ...arrival, includeBy, policyHash: policyHash(POLICY) });
    this.enter(`record/${arrival.seq}`, TOPIC.ARRIVALS, record);
    const promise = promiseOfRecord(ROLLUP_ID, arrival.seq, record)!;
    const signature = sign(DOMAIN, "InclusionPromise", promise, ORDER_SECRET);
    const json = toJson(objects.INCLUSION_PROMISE, promise);
    this.event(`promise/${arrival.seq}`, TOPIC.PROMISES, "PromiseIssued", {
      generation: "0",
      promise: json,
      rawTx: toHex(arrival.raw),
      signature,
    });
    return { seq: String(arrival.seq), record: toHex(record), promise: json, promiseSignature: signature, lives: [] };
  }

  /** A sealed, executed and posted batch; `beaconKind` 0 orders by arrival. */
  batch(
    name: string,
    place: {
      generation: bigint;
      number: bigint;
      parentHash: Hex;
      sealedAtMillis: bigint;
      forcedFrom?: bigint;
      firstSeq?: bigint;
    },
    arrivals: readonly SampleArrival[],
    earlier: ReadonlyMap<string, bigint> = new Map(),
    forced: readonly ForcedEntry[] = [],
  ): SampleBatch {
    const cut = cutLeaves(ROLLUP_ID, arrivals, (hash) => earlier.get(hash));
    const trees = {
      cut: cut.map(leafBytes.cut),
      arrival: [] as Uint8Array[],
      order: [] as Uint8Array[],
      outcome: [] as Uint8Array[],
    };
    const draft: objects.BatchHeader = {
      ...{ rollupId: ROLLUP_ID, generation: place.generation, number: place.number, parentHash: place.parentHash },
      ...{
        firstSeq: place.firstSeq ?? arrivals[0]?.seq ?? 0n,
        seqCount: BigInt(arrivals.length),
        txCount: 0,
        cutRoot: keccakRoot(trees.cut),
      },
      ...{ arrivalRoot: ZERO_HASH, orderRoot: ZERO_HASH, beaconKind: 1, seed: ZERO_HASH, policyHash: policyHash(POLICY) },
      ...{
        sealedAtMillis: place.sealedAtMillis,
        forcedThrough: (place.forcedFrom ?? 0n) + BigInt(forced.length),
        depositsThrough: 0n,
      },
      ...{ l1OriginNumber: 30n, l1OriginHash: fakeHash("origin") },
    };
    const cutHash = digestOf(DOMAIN, "Cut", cutOfHeader(draft));
    const beaconSignature = beaconSign(BEACON_SECRET, cutHash);
    const seed = seedOf(beaconSignature, cutHash);
    const order = orderLeaves(ROLLUP_ID, POLICY.ordering, seed, cut, forced);
    trees.arrival = arrivalLeaves(cut, order).map(leafBytes.arrival);
    trees.order = order.map(leafBytes.order);
    const outcomes = order.map((leaf, i) => ({
      outcome: leaf.sender === ZERO_HASH ? 3 : 1 + (i % 2),
      gasUsed: BigInt(21_000 + i),
    }));
    trees.outcome = order.map((leaf, position) => outcomeLeafBytes({ position, txHash: leaf.txHash, ...outcomes[position]! }));
    const header = {
      ...draft,
      seed,
      txCount: order.length,
      arrivalRoot: keccakRoot(trees.arrival),
      orderRoot: keccakRoot(trees.order),
    };
    const json = this.announce(name, header, toHex(beaconSignature), keccakRoot(trees.outcome), outcomes);
    return { header, json, cut, order, trees, forced };
  }

  private announce(name: string, header: objects.BatchHeader, beaconSignature: Hex, outcomesRoot: Hex, outcomes: any[]): any {
    const batchHash = digestOf(DOMAIN, "BatchHeader", header);
    const common = { generation: String(header.generation), number: String(header.number) };
    const statement: objects.ExecutionStatement = {
      ...{ rollupId: ROLLUP_ID, generation: header.generation, number: header.number, batchHash, outcomesRoot },
      ...{
        l2BlockHash: fakeHash(`${name} block`),
        stateRoot: fakeHash(`${name} state`),
        receiptsRoot: fakeHash(`${name} receipts`),
      },
      gasUsed: outcomes.reduce((sum, one) => sum + one.gasUsed, 0n),
    };
    const life = {
      ...common,
      policy: toHex(encodeWords(objects.POLICY, POLICY)),
      header: toJson(objects.BATCH_HEADER, header),
      headerSignature: sign(DOMAIN, "BatchHeader", header, ORDER_SECRET),
      cutSignature: sign(DOMAIN, "Cut", cutOfHeader(header), ORDER_SECRET),
      beaconSignature,
      statement: toJson(objects.EXECUTION_STATEMENT, statement),
      statementSignature: sign(DOMAIN, "ExecutionStatement", statement, ORDER_SECRET),
      post: this.post(name, batchHash, digestOf(DOMAIN, "ExecutionStatement", statement)),
    };
    const { headerSignature, cutSignature, statementSignature, post } = life;
    const sealed = {
      generation: common.generation,
      batchHash,
      cutHash: digestOf(DOMAIN, "Cut", cutOfHeader(header)),
      beaconSignature,
    };
    this.event(`${name}/header`, TOPIC.BATCHES, "BatchSealed", { ...sealed, header: life.header, headerSignature, cutSignature });
    const packed = toHex(concat(...outcomes.map((one) => concat(Uint8Array.of(one.outcome), writeVarint(one.gasUsed)))));
    const executed = { ...common, executionHash: post.commitment.executionHash, outcomes: packed };
    this.event(`${name}/statement`, TOPIC.BATCHES, "BatchExecuted", {
      ...executed,
      statement: life.statement,
      statementSignature,
    });
    const commitment = objectOf(objects.COMMITMENT, post.commitment) as objects.Commitment;
    this.event(`${name}/post`, TOPIC.BATCHES, "BatchPosted", { ...common, ...post, commitmentHash: commitmentHash(commitment) });
    return life;
  }

  private post(name: string, batchHash: Hex, executionHash: Hex): any {
    const dataHashes = [fakeHash(`${name} chunk 0`), fakeHash(`${name} chunk 1`)];
    const commitment = {
      batchHash,
      executionHash,
      dataHash: dataHashOf(dataHashes),
      postedAt: "1795370406",
      challengeWindow: "60",
    };
    return { commitment, dataHashes, l1: l1Place(`${name} post`, "40") };
  }

  /** The final floor reached the batch. */
  finalize(name: string, batch: SampleBatch): any {
    const { generation, number } = batch.json;
    const value = { l1: l1Place(`${name} final`, "105") };
    this.event(`${name}/finality`, TOPIC.BATCHES, "BatchFinalized", {
      batchHash: batch.json.post.commitment.batchHash,
      generation,
      number,
      ...value,
    });
    return value;
  }

  /** A rollback voided the batch. */
  void(name: string, batch: SampleBatch): any {
    const { generation, number } = batch.json;
    const newGeneration = String(BigInt(generation) + 1n);
    const value = { anchorNumber: "0", faultId: fakeHash("fault"), newGeneration, l1: l1Place(`${name} void`, "90") };
    this.event(`${name}/voided`, TOPIC.BATCHES, "BatchVoided", {
      batchHash: batch.json.post.commitment.batchHash,
      generation,
      number,
      ...value,
    });
    return value;
  }

  /** The newest checkpoint. */
  note(cosigners = [0, 1]): string {
    return checkpointNote(LOG_SECRETS, DOMAIN, BigInt(this.entries.length), this.root(), cosigners);
  }

  root(): Hex {
    return toHex(rootOfHashes(sha256, this.hashes()));
  }

  private hashes(): Uint8Array[] {
    return this.entries.map((entry) => leafHash(sha256, entry));
  }

  /** The log of a receipt: for each part the entry that was entered under a name, by index. */
  logOf(named: readonly (readonly [part: string, name: string])[]): any {
    const hashes = this.hashes();
    const entries = named.map(([part, name]) => {
      const index = this.parts.get(name)!;
      const nodes = inclusionProof(sha256, hashes, index).map(toHex);
      return { part, index: String(index), entry: toHex(this.entries[index]!), event: null, nodes };
    });
    return {
      origin: LOG_SECRETS.origin,
      checkpoint: this.note(),
      entries: entries.sort((a, b) => Number(a.index) - Number(b.index)),
    };
  }
}

function l1Place(name: string, blockNumber: string): any {
  return { transactionHash: fakeHash(`${name} tx`), blockNumber, blockHash: fakeHash(`${name} block`), logIndex: 3 };
}
