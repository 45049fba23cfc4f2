/* eslint-disable @typescript-eslint/no-explicit-any */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { bytesToUint, fromHex, toHex, utf8 } from "../../src/primitives/bytes.js";
import { BEACON_DST, hashToG1, readBeaconKey, seedOf, verifyBeacon, writeG1, writeG2 } from "../../src/protocol/beacon.js";
import { blockAttributes, blockDifferences, blockHashOf, decodeBlockHeader } from "../../src/protocol/blocks.js";
import { cutOfHeader, digestOf, signerOf } from "../../src/protocol/eip712.js";
import { BATCH_HEADER } from "../../src/protocol/objects.js";
import { arrivalLeaves, cutLeaves, keccakRoot, leafBytes, orderLeaves } from "../../src/protocol/ordering.js";
import { decodeTransaction } from "../../src/protocol/transactions.js";
import { contentBound, DataError, unpackData } from "../../src/data/frame.js";
import { decodeContent } from "../../src/data/content.js";
import { readVarint, unzigzag, writeVarint, zigzag } from "../../src/data/varint.js";
import { objectOf, vectors } from "../spec.js";

const eip712 = vectors("eip712");
const domain = { l1ChainId: BigInt(eip712.domain.chainId), rollup: eip712.domain.verifyingContract };

test("transactions: all that decode, and the reason of all that do not", () => {
  const file = vectors("transactions");
  for (const item of file.valid) {
    const decoded = decodeTransaction(fromHex(item.raw), BigInt(file.chainId));
    assert.ok(decoded.ok, item.name);
    const found = decoded.transaction;
    assert.equal(found.hash, item.hash);
    assert.equal(found.sender, item.sender);
    assert.equal(found.type, item.type);
    assert.equal(found.to === undefined, item.isCreation);
    assert.equal(toHex(found.data), item.data);
    for (const name of ["chainId", "nonce", "gasLimit", "maxFeePerGas", "maxPriorityFeePerGas", "value"] as const) {
      assert.equal(String(found[name]), String(item[name]), `${item.name}: ${name}`);
    }
    assert.equal(found.accessList.length, item.accessList.length);
    assert.equal(found.authorizations.length, item.authorizations.length);
  }
  for (const item of file.invalid) {
    const decoded = decodeTransaction(fromHex(item.raw), BigInt(file.chainId));
    assert.equal(decoded.ok ? "valid" : decoded.reason, item.reason, item.name);
  }
});

test("ordering: cut, seed, order, header of whole batches", () => {
  const file = vectors("ordering");
  for (const item of file.cases) {
    const header = objectOf(BATCH_HEADER, item.header);
    const history = new Map<string, bigint>(item.history.map((one: any) => [one.txHash, BigInt(one.seq)]));
    const arrivals = item.arrivals.map((one: any) => ({
      seq: BigInt(one.seq),
      receivedAtMillis: BigInt(one.receivedAtMillis),
      raw: one.raw === "0x" ? undefined : fromHex(one.raw),
    }));
    const forced = item.forced.map((one: any) => ({
      index: BigInt(one.index),
      gasLimit: BigInt(one.gasLimit),
      raw: fromHex(one.raw ?? one.rawTx),
    }));
    const cut = cutLeaves(BigInt(file.chainId), arrivals, (hash) => history.get(hash));
    const ordering = header.beaconKind === 0 ? 2 : item.policyOrdering;
    const order = orderLeaves(BigInt(file.chainId), ordering, header.seed, cut, forced);
    const placed = arrivalLeaves(cut, order);
    assert.deepEqual(
      cut.map((leaf) => toHex(leafBytes.cut(leaf))),
      item.arrivals.map((one: any) => one.cutLeaf),
    );
    assert.deepEqual(
      placed.map((leaf) => toHex(leafBytes.arrival(leaf))),
      item.arrivals.map((one: any) => one.arrivalLeaf),
    );
    assert.deepEqual(
      order.map((leaf) => toHex(leafBytes.order(leaf))),
      item.order.map((one: any) => one.leaf),
    );
    assert.equal(keccakRoot(cut.map(leafBytes.cut)), header.cutRoot);
    assert.equal(keccakRoot(placed.map(leafBytes.arrival)), header.arrivalRoot);
    assert.equal(keccakRoot(order.map(leafBytes.order)), header.orderRoot);
    const cutHash = digestOf(domain, "Cut", cutOfHeader(header));
    assert.equal(cutHash, item.cutHash);
    assert.equal(seedOf(fromHex(item.beaconSignature), cutHash), header.seed);
    assert.ok(header.beaconKind === 0 || verifyBeacon(fromHex(file.beaconKey), cutHash, fromHex(item.beaconSignature)));
    assert.equal(digestOf(domain, "BatchHeader", header), item.batchHash);
    assert.equal(signerOf(domain, "Cut", cutOfHeader(header), item.cutSignature), file.orderKey);
    assert.equal(signerOf(domain, "BatchHeader", header, item.headerSignature), file.orderKey);
    for (const wrong of file.invalid.filter((one: any) => one.case === item.name)) {
      assert.notEqual(header[wrong.field], wrong.value, wrong.reason);
    }
  }
});

test("beacon: signatures, seeds, RFC 9380's vectors, negative cases", () => {
  const file = vectors("beacon");
  assert.equal(file.dst, BEACON_DST);
  for (const item of file.valid) {
    assert.equal(toHex(writeG2(bls12_381.G2.Point.BASE.multiply(bytesToUint(fromHex(item.secret))))), item.key);
    assert.equal(toHex(writeG1(hashToG1(fromHex(item.cutHash), BEACON_DST))), item.hashedPoint);
    assert.ok(verifyBeacon(fromHex(item.key), item.cutHash, fromHex(item.signature)));
    assert.equal(seedOf(fromHex(item.signature), item.cutHash), item.seed);
  }
  for (const item of file.invalidSignatures) {
    assert.equal(verifyBeacon(fromHex(item.key), item.cutHash, fromHex(item.signature)), false, item.reason);
  }
  for (const item of file.invalidKeys) {
    assert.equal(readBeaconKey(fromHex(item.key)), undefined, item.reason);
  }
  for (const item of file.hashToCurve.cases) {
    const message = item.message.startsWith("0x") ? fromHex(item.message) : utf8(item.message);
    assert.equal(toHex(writeG1(hashToG1(message, file.hashToCurve.dst))), item.x + item.y.slice(2));
  }
});

test("data-encoding: content of every case, refusal of every malformed one", async () => {
  const file = vectors("data-encoding");
  const rollupId = BigInt(vectors("transactions").chainId);
  const unpack = async (item: any) => {
    const batch = {
      rollupId,
      firstSeq: BigInt(item.firstSeq),
      seqCount: BigInt(item.seqCount),
      sealedAtMillis: BigInt(item.sealedAtMillis),
    };
    const content = await unpackData(fromHex(item.data), contentBound(item.maxBytes, batch.seqCount));
    return { content, decoded: decodeContent(content, batch) };
  };
  for (const item of file.cases) {
    assert.equal(contentBound(item.maxBytes, BigInt(item.seqCount)), BigInt(item.contentBound));
    const { content, decoded } = await unpack(item);
    assert.equal(toHex(content), item.content);
    assert.equal(toHex(decoded.blockRlp), item.l2Header);
    assert.equal(decoded.arrivals.length, item.arrivals.length);
    decoded.arrivals.forEach((arrival, i) => {
      const wanted = item.arrivals[i];
      assert.equal(arrival.raw ? toHex(arrival.raw) : "0x", wanted.raw);
      assert.equal(String(arrival.duplicateOf ?? 2n ** 64n - 1n), wanted.duplicateOf);
      assert.equal(String(arrival.receivedAtMillis), wanted.receivedAtMillis);
    });
  }
  for (const item of file.invalid) {
    await assert.rejects(
      async () => {
        const { decoded } = await unpack(item);
        if (decodeBlockHeader(decoded.blockRlp) === undefined) {
          throw new DataError("no block header");
        }
      },
      DataError,
      item.reason,
    );
  }
});

test("data-encoding: integers", () => {
  const file = vectors("data-encoding");
  for (const item of file.varints) {
    assert.equal(toHex(writeVarint(BigInt(item.value))), item.encoded);
    assert.equal(readVarint(fromHex(item.encoded), 0)?.value, BigInt(item.value));
  }
  for (const item of file.invalidVarints) {
    assert.equal(readVarint(fromHex(item.encoded), 0), undefined, item.reason);
  }
  for (const item of file.zigzag) {
    assert.equal(zigzag(BigInt(item.signed)), BigInt(item.unsigned));
    assert.equal(unzigzag(BigInt(item.unsigned)), BigInt(item.signed));
  }
});

test("block-attributes: fields of a batch's block, and blocks that are not it", () => {
  const file = vectors("block-attributes");
  const expected = new Map<string, any>();
  for (const item of file.cases) {
    const header = objectOf(BATCH_HEADER, item.header);
    const parent = { hash: item.parentBlockHash, timestamp: BigInt(item.parentTimestamp) };
    const batchHash = digestOf(domain, "BatchHeader", header);
    assert.equal(batchHash, item.batchHash);
    const attributes = blockAttributes(header, batchHash, parent, BigInt(item.genesisGasLimit), item.feeRecipient);
    for (const [name, value] of Object.entries(item.attributes)) {
      assert.equal(String(attributes[name as keyof typeof attributes]), value, name);
    }
    const block = decodeBlockHeader(fromHex(item.blockRlp))!;
    for (const [name, value] of Object.entries(item.block)) {
      assert.equal(String(block[name as keyof typeof block]), value, name);
    }
    assert.equal(blockHashOf(fromHex(item.blockRlp)), item.blockHash);
    assert.deepEqual(blockDifferences(block, attributes), []);
    expected.set(item.name, attributes);
  }
  for (const item of file.invalid) {
    const block = decodeBlockHeader(fromHex(item.blockRlp));
    assert.ok(block === undefined || blockDifferences(block, expected.get(item.case)).length > 0, item.reason);
  }
});
