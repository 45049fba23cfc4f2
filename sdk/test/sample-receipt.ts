/* eslint-disable @typescript-eslint/no-explicit-any -- samples are made as JSON */
import { toHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { decodeTransaction } from "../src/protocol/transactions.js";
import {
  DOMAIN,
  proofOf,
  ROLLUP_ID,
  sampleTransactions,
  SampleNetwork,
  type SampleArrival,
  type SampleBatch,
} from "./sample-network.js";

const GENESIS: Hex = `0x${"11".repeat(32)}`;

/** A network that lived through a rollback, a duplicate and a forced entry, and the complete receipt of one transaction of it. */
export function sampleReceipt(): { receipt: any; network: SampleNetwork } {
  const network = new SampleNetwork();
  const raws = sampleTransactions().slice(0, 7);
  const raw = raws[2]!;
  const arrivals: SampleArrival[] = raws.map((one, i) => ({
    seq: BigInt(i),
    receivedAtMillis: 1795370400_100n + BigInt(i),
    raw: one,
  }));
  const again: SampleArrival = { seq: 7n, receivedAtMillis: 1795370402_000n, raw };
  const decoded = decodeTransaction(raw, ROLLUP_ID);
  if (!decoded.ok) {
    throw new Error("expected the sample's transaction to decode");
  }
  const jsons = arrivals.map((arrival) => network.arrive(arrival));
  const repeated = network.arrive(again);
  const at = { parentHash: GENESIS, number: 1n };
  const voided = network.batch("g0b1", { ...at, generation: 0n, sealedAtMillis: 1795370401_000n }, arrivals);
  const lifeVoided = { ...lifeOf(voided, 2n), finality: null, voided: network.void("g0b1", voided) };
  const first = network.batch("g1b1", { ...at, generation: 1n, sealedAtMillis: 1795370403_000n }, arrivals);
  const parentHash = first.json.post.commitment.batchHash as Hex;
  const forced = [{ index: 0n, gasLimit: decoded.transaction.gasLimit, raw }];
  const place = { generation: 1n, number: 2n, parentHash, sealedAtMillis: 1795370404_000n };
  const second = network.batch("g1b2", place, [again], new Map([[decoded.transaction.hash, 2n]]), forced);
  const [finality, finality2] = [network.finalize("g1b1", first), network.finalize("g1b2", second)];
  const receipt = {
    format: "candor-receipt/v1",
    domain: { rollupId: String(ROLLUP_ID), l1ChainId: String(DOMAIN.l1ChainId), rollup: DOMAIN.rollup },
    transaction: {
      hash: keccakHex(raw),
      raw: toHex(raw),
      sender: decoded.transaction.sender,
      nonce: String(decoded.transaction.nonce),
    },
    state: "FINAL",
    arrivals: [
      { ...jsons[2], lives: [lifeVoided, { ...lifeOf(first, 2n), finality, voided: null }] },
      { ...repeated, lives: [{ ...lifeOf(second, 7n), finality: finality2, voided: null }] },
    ],
    forced: [
      {
        ...{ index: "0", gasLimit: String(decoded.transaction.gasLimit), queued: lifeVoided.voided.l1 },
        lives: [{ ...forcedLifeOf(second, 0), finality: finality2, voided: null }],
      },
    ],
    log: network.logOf([
      ["arrivals[0].record", "record/2"],
      ["arrivals[0].promise", "promise/2"],
      ...partsOf("arrivals[0].lives[0]", "g0b1", ["header", "statement", "post", "voided"]),
      ...partsOf("arrivals[0].lives[1]", "g1b1", ["header", "statement", "post", "finality"]),
      ["arrivals[1].record", "record/7"],
      ["arrivals[1].promise", "promise/7"],
      ...partsOf("arrivals[1].lives[0]", "g1b2", ["header", "statement", "post", "finality"]),
      ...partsOf("forced[0].lives[0]", "g1b2", ["header", "statement", "post", "finality"]),
    ]),
    missing: [
      { part: "arrivals[0].lives[0].finality", reason: "VOIDED" },
      { part: "arrivals[0].lives[1].voided", reason: "NOT_VOIDED" },
      { part: "arrivals[1].lives[0].order", reason: "DUPLICATE" },
      { part: "arrivals[1].lives[0].outcome", reason: "DUPLICATE" },
      { part: "arrivals[1].lives[0].voided", reason: "NOT_VOIDED" },
      { part: "forced[0].lives[0].cut", reason: "NOT_AN_ARRIVAL" },
      { part: "forced[0].lives[0].arrival", reason: "NOT_AN_ARRIVAL" },
      { part: "forced[0].lives[0].voided", reason: "NOT_VOIDED" },
    ],
  };
  return { receipt, network };
}

function partsOf(path: string, name: string, parts: string[]): (readonly [string, string])[] {
  return parts.map((part) => [`${path}.${part}`, `${name}/${part}`] as const);
}

function lifeOf(batch: SampleBatch, seq: bigint): any {
  const index = Number(seq - batch.header.firstSeq);
  const position = batch.order.findIndex((leaf) => leaf.kind === 0 && leaf.seqOrForcedIndex === seq);
  return {
    ...batch.json,
    cut: proofOf(batch.trees.cut, index),
    arrival: proofOf(batch.trees.arrival, index),
    order: position < 0 ? null : proofOf(batch.trees.order, position),
    outcome: position < 0 ? null : proofOf(batch.trees.outcome, position),
    attestations: [],
  };
}

function forcedLifeOf(batch: SampleBatch, position: number): any {
  const [order, outcome] = [proofOf(batch.trees.order, position), proofOf(batch.trees.outcome, position)];
  return { ...batch.json, cut: null, arrival: null, order, outcome, attestations: [] };
}
