import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex, type Hex } from "../src/primitives/bytes.js";
import { verifyBatch, type BatchInput } from "../src/batch.js";
import { cutOfHeader, digestOf } from "../src/protocol/eip712.js";
import { readTrustFile } from "../src/receipt/verify.js";
import { dataOf } from "./batch-data.js";
import { memoryLog } from "./memory-log.js";
import { DOMAIN, POLICY, sampleTransactions, sampleTrust, SampleNetwork, type SampleArrival } from "./sample-network.js";
import { Monitor } from "../src/watch/monitor.js";
import { vectors } from "./spec.js";

const trust = readTrustFile(sampleTrust());
const GENESIS: Hex = `0x${"11".repeat(32)}`;

function sampleInput(): { input: BatchInput; network: SampleNetwork } {
  const network = new SampleNetwork();
  const sealedAtMillis = 1795370401_000n;
  const arrivals: SampleArrival[] = sampleTransactions()
    .slice(0, 6)
    .map((raw, i) => ({ seq: BigInt(i), receivedAtMillis: sealedAtMillis - 500n + BigInt(i), raw }));
  arrivals.forEach((arrival) => network.arrive(arrival));
  const made = network.batch("b1", { generation: 0n, number: 1n, parentHash: GENESIS, sealedAtMillis }, arrivals);
  const block = fromHex(vectors("block-attributes").cases[0].blockRlp);
  const { headerSignature, cutSignature, beaconSignature } = made.json;
  const input = { header: made.header, headerSignature, cutSignature, beaconSignature, policy: POLICY, forced: [] as never[] };
  return { input: { ...input, data: dataOf(sealedAtMillis, arrivals, block), claimedOrder: made.order }, network };
}

function failed(report: { checks: readonly { name: string; ok: boolean }[] }): string[] {
  // The sample's data ends with the header of another block: nothing here executes.
  return report.checks.filter((check) => !check.ok && !check.name.startsWith("data.block")).map((check) => check.name);
}

test("a batch's cut, order and roots follow from its data", async () => {
  const report = await verifyBatch(sampleInput().input, trust);
  assert.deepEqual(failed(report), []);
  assert.equal(report.order.length, 6);
});

test("neighbours that contradict the rule are named", async () => {
  const { input } = sampleInput();
  const claimed = [...input.claimedOrder!];
  [claimed[2], claimed[3]] = [
    { ...claimed[3]!, position: 2 },
    { ...claimed[2]!, position: 3 },
  ];
  const report = await verifyBatch({ ...input, claimedOrder: claimed }, trust);
  const words = report.checks.find((check) => check.name === "order[3]")?.words;
  assert.equal(words, "position 3 of batch 1: the order is not the published rule's: leaf 2 sorts after leaf 3");
});

test("another seed, signer, policy or data is refused", async () => {
  const { input } = sampleInput();
  const header = { ...input.header, seed: GENESIS };
  assert.ok(failed(await verifyBatch({ ...input, header }, trust)).includes("header.seed"));
  assert.ok(failed(await verifyBatch({ ...input, headerSignature: input.cutSignature }, trust)).includes("headerSignature"));
  assert.ok(failed(await verifyBatch({ ...input, policy: { ...POLICY, maxGas: 1n } }, trust)).includes("header.policyHash"));
  assert.ok(failed(await verifyBatch({ ...input, data: input.data.slice(0, -1) }, trust)).includes("data"));
  const swapped = { ...input.header, orderRoot: input.header.cutRoot };
  assert.ok(failed(await verifyBatch({ ...input, header: swapped }, trust)).includes("header.orderRoot"));
  assert.equal(digestOf(DOMAIN, "Cut", cutOfHeader(swapped)), digestOf(DOMAIN, "Cut", cutOfHeader(input.header)));
});

test("a batch above the policy's caps is named with what it holds", async () => {
  const { input } = sampleInput();
  for (const [cap, policy] of [
    ["policy.maxCount", { ...POLICY, maxCount: 5 }],
    ["policy.maxBytes", { ...POLICY, maxBytes: 100 }],
    ["policy.maxGas", { ...POLICY, maxGas: 1n }],
  ] as const) {
    assert.ok(failed(await verifyBatch({ ...input, policy }, trust)).includes(cap), cap);
  }
});

test("a monitor follows a log, and finds broken promises, equivocation and a log that forgets", async () => {
  const { network } = sampleInput();
  const at = (cosigned: SampleNetwork) => memoryLog(cosigned.entries, cosigned.note());
  const monitor = new Monitor(at(network), trust);
  const first = await monitor.round(1795370500n);
  assert.deepEqual(failed(first), []);
  assert.equal(first.sealed.length, 1);
  const again = await monitor.round(9_999_999_999n);
  assert.deepEqual(failed(again), []);
  const late = new SampleNetwork();
  late.arrive({ seq: 0n, receivedAtMillis: 1795370401_000n, raw: sampleTransactions()[0]! });
  const broken = await new Monitor(at(late), trust).round(9_999_999_999n);
  assert.deepEqual(failed(broken), ["promise 0"]);
  assert.equal(broken.evidence.length, 1);
  const place = { generation: 0n, number: 1n, parentHash: GENESIS };
  late.batch("one", { ...place, sealedAtMillis: 1n }, []);
  late.batch("two", { ...place, sealedAtMillis: 2n }, []);
  const forked = await new Monitor(at(late), trust).round(undefined);
  assert.match(forked.checks.find((check) => !check.ok)!.words, /two signed headers for batch 1 of generation 0/);
  const shrunk = new Monitor({ ...at(network), checkpoint: () => Promise.resolve(notes.shift()!) }, trust);
  const notes = [network.note(), late.note()];
  await shrunk.round(undefined);
  assert.equal((await shrunk.round(undefined)).ok, false);
});
