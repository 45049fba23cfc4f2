/* eslint-disable @typescript-eslint/no-explicit-any */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashTypedData } from "viem";
import { fromHex, toHex } from "../../src/primitives/bytes.js";
import { keccakHex } from "../../src/primitives/hash.js";
import { recoverAddress } from "../../src/primitives/signature.js";
import { encodeWords } from "../../src/primitives/words.js";
import { promiseOfRecord, deadlineOf } from "../../src/protocol/arrivals.js";
import { cutOfHeader, digestOf, domainSeparator, encodeType, signerOf, structHash, typeHash } from "../../src/protocol/eip712.js";
import {
  BATCH_HEADER,
  COMMITMENT,
  INCLUSION_PROMISE,
  POLICY,
  SIGNED_OBJECTS,
  type SignedObjectName,
} from "../../src/protocol/objects.js";
import { outcomeLeafBytes, outcomesRoot } from "../../src/protocol/outcomes.js";
import { commitmentHash, dataHashOf, decodePolicy, policyHash } from "../../src/protocol/policy.js";
import { objectOf, vectors } from "../spec.js";

const eip712 = vectors("eip712");
const domain = { l1ChainId: BigInt(eip712.domain.chainId), rollup: eip712.domain.verifyingContract };

test("eip712: domain and types", () => {
  assert.equal(domainSeparator(domain), eip712.domainSeparator);
  assert.deepEqual(eip712.types.map((type: { name: string }) => type.name).sort(), Object.keys(SIGNED_OBJECTS).sort());
  for (const type of eip712.types) {
    assert.equal(encodeType(type.name), type.encodeType);
    assert.equal(typeHash(type.name), type.typeHash);
  }
});

test("eip712: objects, their digests and signers, as viem has them too", () => {
  for (const [name, cases] of Object.entries<any>(eip712.objects)) {
    const members = SIGNED_OBJECTS[name as SignedObjectName];
    for (const item of cases) {
      const object = objectOf(members, item.message);
      assert.equal(structHash(name as SignedObjectName, object), item.structHash);
      assert.equal(digestOf(domain, name as SignedObjectName, object), item.digest);
      assert.equal(signerOf(domain, name as SignedObjectName, object, item.signature), item.signer);
      const types = { [name]: members.map(([type, member]) => ({ type, name: member })) };
      const typed = { name: "Candor", version: "1", chainId: Number(domain.l1ChainId), verifyingContract: domain.rollup };
      assert.equal(hashTypedData({ domain: typed, types, primaryType: name, message: object }), item.digest);
    }
  }
});

test("eip712: a header gives its cut", () => {
  const header = objectOf(BATCH_HEADER, eip712.cutOfHeader.header);
  assert.equal(digestOf(domain, "BatchHeader", header), eip712.cutOfHeader.batchHash);
  assert.equal(digestOf(domain, "Cut", cutOfHeader(header)), eip712.cutOfHeader.cutHash);
});

test("eip712: signatures in the one accepted form only", () => {
  for (const item of eip712.signatures) {
    const found = recoverAddress(item.digest, item.signature);
    assert.equal(found === item.signer && found !== undefined, item.valid, item.reason);
    assert.ok(item.valid || found === undefined || found !== item.signer, item.reason);
  }
});

test("policy: encoding and hash", () => {
  const file = vectors("policy");
  for (const item of file.cases) {
    const policy = objectOf(POLICY, item.policy);
    assert.equal(toHex(encodeWords(POLICY, policy)), item.encoded);
    assert.deepEqual(decodePolicy(fromHex(item.encoded)), policy);
    assert.equal(policyHash(policy), item.hash);
    for (const wrong of file.invalid.filter((other: any) => other.case === item.case)) {
      assert.notEqual(policyHash(policy), wrong.hash, wrong.reason);
    }
  }
  assert.equal(decodePolicy(fromHex(file.cases[0].encoded.replace("0x0", "0x1"))), undefined);
});

test("commitment: hash of the stored fields and of data", () => {
  const file = vectors("commitment");
  for (const item of file.cases) {
    assert.equal(commitmentHash(objectOf(COMMITMENT, item.fields)), item.hash);
    for (const wrong of file.invalid.filter((other: any) => other.case === item.case)) {
      assert.notEqual(commitmentHash(objectOf(COMMITMENT, item.fields)), wrong.hash, wrong.reason);
    }
  }
  for (const item of file.dataHashes) {
    assert.deepEqual(
      item.chunks.map((chunk: string) => keccakHex(fromHex(chunk))),
      item.dataHashes,
    );
    assert.equal(dataHashOf(item.dataHashes), item.dataHash);
  }
});

test("outcomes: leaves and roots", () => {
  const file = vectors("outcomes");
  for (const item of file.cases) {
    const outcomes = item.outcomes.map((one: any) => ({ ...one, gasUsed: BigInt(one.gasUsed) }));
    outcomes.forEach((one: any, position: number) => assert.equal(toHex(outcomeLeafBytes({ ...one, position })), one.leaf));
    assert.equal(outcomesRoot(outcomes), item.root);
    for (const wrong of file.invalid.filter((other: any) => other.case === item.case)) {
      assert.notEqual(outcomesRoot(outcomes), wrong.root, wrong.reason);
    }
  }
});

test("arrivals: a record determines its promise, malformed ones none", () => {
  const file = vectors("arrivals");
  const rollupId = BigInt(file.rollupId);
  for (const item of file.cases) {
    const promise = promiseOfRecord(rollupId, BigInt(item.seq), fromHex(item.record));
    assert.deepEqual(promise, objectOf(INCLUSION_PROMISE, item.promise));
    assert.equal(digestOf(domain, "InclusionPromise", promise!), item.digest);
    assert.equal(deadlineOf(promise!.receivedAtMillis, BigInt(item.inclusionDelaySeconds)), promise!.includeBy);
  }
  for (const item of file.invalid) {
    assert.equal(promiseOfRecord(rollupId, 0n, fromHex(item.record)), undefined, item.reason);
  }
});
