/* eslint-disable @typescript-eslint/no-explicit-any -- an L1 that answers from a table */
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeFunctionData } from "viem";
import { Checks } from "../src/checks.js";
import { toHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { checkPosting, dataOnL1, postedIn, POSTING_ABI } from "../src/l1/posting.js";
import { readReceipt } from "../src/receipt/document.js";
import { readTrustFile } from "../src/receipt/verify.js";
import { DOMAIN, sampleTrust } from "./sample-network.js";
import { sampleReceipt } from "./sample-receipt.js";

const trust = readTrustFile(sampleTrust());
const receipt = readReceipt(sampleReceipt().receipt, "");
const life = receipt.arrivals[0]!.lives[1]!;
const chunks = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
const dataHashes = chunks.map((chunk) => keccakHex(chunk));
const ZERO: Hex = `0x${"00".repeat(32)}`;

/** Input of the transaction that posts the life's batch. */
function input(change: object = {}): Hex {
  const { header, headerSignature, beaconSignature, statement, statementSignature } = life;
  const signed = { header, headerSignature, beaconSignature, statement: statement!, statementSignature: statementSignature! };
  const batch = { ...signed, dataHashes, dataSignature: headerSignature, ...change };
  const parent = { header, executionHash: ZERO, dataHash: ZERO, postedAt: 0n, challengeWindow: 0n };
  return encodeFunctionData({ abi: POSTING_ABI, functionName: "postBatches", args: [parent, [batch]] });
}

function l1Of(post: Hex): any {
  const inputs = new Map([["post", post], ...chunks.map((chunk, i) => [`chunk ${i}`, dataInput(chunk)] as const)]);
  return {
    getTransaction: ({ hash }: any) => Promise.resolve({ input: inputs.get(hash) ?? post }),
    getContractEvents: ({ eventName, args }: any) =>
      Promise.resolve([
        { transactionHash: eventName === "BatchPosted" ? "post" : `chunk ${dataHashes.indexOf(args.chunkHash)}` },
      ]),
  };
}

function dataInput(chunk: Uint8Array): Hex {
  return encodeFunctionData({ abi: POSTING_ABI, functionName: "postData", args: [toHex(chunk)] });
}

async function wrong(change: object, given = life): Promise<string[]> {
  const checks = new Checks();
  const told = { ...given, post: { ...given.post!, dataHashes } };
  await checkPosting(l1Of(input(change)), trust, told, "life", checks);
  return checks
    .report()
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);
}

test("what the posting transaction's input says is compared part by part", async () => {
  assert.deepEqual(await wrong({}), []);
  assert.deepEqual(await wrong({ header: { ...life.header, txCount: 99 } }), ["life.header"]);
  assert.deepEqual(await wrong({ beaconSignature: "0x01" }), ["life.beaconSignature"]);
  assert.deepEqual(await wrong({ statement: { ...life.statement!, gasUsed: 1n } }), ["life.statement"]);
  assert.deepEqual(await wrong({ dataHashes: [ZERO] }), ["life.post.dataHashes"]);
  assert.equal(postedIn("0x12345678", DOMAIN, ZERO), undefined);
});

test("a batch's data is read from the inputs of L1 transactions, and must have the hashes that were posted", async () => {
  assert.deepEqual(await dataOnL1(l1Of(input()), trust, life.header), Uint8Array.of(1, 2, 3, 4));
  const other = l1Of(input());
  await assert.rejects(
    dataOnL1({ ...other, getContractEvents: () => Promise.resolve([{ transactionHash: "post" }]) }, trust, life.header),
    /expected chunk 0x[0-9a-f]{64} of batch 1 in the input/,
  );
  const none = { ...other, getContractEvents: () => Promise.resolve([]) };
  assert.equal(await dataOnL1(none, trust, life.header), undefined);
});
