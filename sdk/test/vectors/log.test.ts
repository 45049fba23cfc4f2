/* eslint-disable @typescript-eslint/no-explicit-any */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex, toHex, utf8 } from "../../src/primitives/bytes.js";
import { sha256 } from "../../src/primitives/hash.js";
import { leafHash } from "../../src/primitives/merkle.js";
import { originHashOf, verifyCheckpoint } from "../../src/log/checkpoint.js";
import { Coverage, decodeEntry, encodeEntry, eventOf } from "../../src/log/entries.js";
import { LogError } from "../../src/log/note.js";
import { GrowingTree, tilePath, writeBundle } from "../../src/log/tiles.js";
import { verifyLog } from "../../src/log/verify.js";
import { memoryLog } from "../memory-log.js";
import { vectors } from "../spec.js";

const file = vectors("log");
const domain = { l1ChainId: BigInt(file.domain.chainId), rollup: file.domain.verifyingContract };
const trust = { origin: file.origin, verifierKeys: file.verifierKeys, policy: file.checkpoint.policy };

test("log: entries, the largest and the hashed ones included", () => {
  for (const item of file.entries) {
    const event = item.eventFill ? new Uint8Array(item.eventFill.size).fill(Number(item.eventFill.byte)) : fromHex(item.event);
    const entry = encodeEntry(item.topicId, BigInt(item.partition), BigInt(item.offset), event);
    if (item.entry) {
      assert.equal(toHex(entry), item.entry, item.case);
    }
    assert.equal(toHex(leafHash(sha256, entry)), item.leafHash, item.case);
    const decoded = decodeEntry(entry);
    assert.equal(decoded.eventHash !== undefined, item.hashed, item.case);
    assert.deepEqual(eventOf(decoded, item.hashed ? event : undefined), event);
    assert.deepEqual(
      [decoded.topicId, decoded.partition, decoded.offset],
      [item.topicId, BigInt(item.partition), BigInt(item.offset)],
    );
  }
  for (const item of file.invalidEntries) {
    const bytes = item.entry ? fromHex(item.entry) : new Uint8Array(item.entryFill?.size ?? 0);
    assert.throws(() => decodeEntry(bytes), LogError, item.reason);
  }
});

function treeEntries(): Uint8Array[] {
  const coverage = new Coverage();
  const offsets = new Map<number, bigint>();
  return [...file.tree.topicIds].map((digit: string, i) => {
    const topicId = Number(digit);
    const offset = offsets.get(topicId) ?? 0n;
    offsets.set(topicId, offset + 1n);
    const entry =
      topicId === 0 ? coverage.entryAt(BigInt(i)) : encodeEntry(topicId, 0n, offset, utf8(`event ${topicId}/0/${offset}`));
    coverage.take(BigInt(i), entry);
    return entry;
  });
}

test("log: a tree of 600 entries with its coverage, and trees that break the rules", () => {
  const entries = treeEntries();
  for (const { index, entry } of file.tree.coverage) {
    assert.equal(toHex(entries[Number(index)]!), entry);
  }
  const tree = new GrowingTree();
  const roots = new Map(entries.map((entry) => (tree.append(entry), [String(tree.size), toHex(tree.root())])));
  for (const { size, root } of file.tree.roots) {
    assert.equal(roots.get(size), root);
  }
  for (const { index, entry, reason } of file.tree.invalid) {
    const wrong = entries.map((one, i) => (i === Number(index) ? fromHex(entry) : one));
    const coverage = new Coverage();
    assert.throws(() => wrong.forEach((one, i) => coverage.take(BigInt(i), one)), LogError, reason);
  }
});

test("log: the checkpoint, and notes that a verifier refuses", () => {
  const { note, size, root, invalid } = file.checkpoint;
  const verified = verifyCheckpoint(note, trust, domain);
  assert.equal(verified.size, BigInt(size));
  assert.equal(verified.root, root);
  assert.equal(verified.cosignatures.length, 2);
  assert.equal(originHashOf(file.origin), file.originHash);
  for (const item of invalid) {
    assert.throws(() => verifyCheckpoint(item.note, trust, domain), LogError, item.reason);
  }
});

test("log: the whole log verifies from tiles alone, a changed tile or bundle does not", async () => {
  const source = memoryLog(treeEntries(), file.checkpoint.note);
  const report = await verifyLog(source, trust, domain, {
    known: [{ size: 512n, root: rootAt(512), from: "an earlier checkpoint" }],
  });
  assert.deepEqual(
    report.checks.filter((check) => !check.ok),
    [],
  );
  assert.ok(report.ok && report.checks.some((check) => check.name === "an earlier checkpoint"));
  for (const path of source.paths()) {
    const changed = memoryLog(treeEntries(), file.checkpoint.note);
    changed.change(path);
    const refused = await verifyLog(changed, trust, domain);
    assert.equal(refused.ok, false, path);
  }
  const forked = await verifyLog(source, trust, domain, { known: [{ size: 512n, root: rootAt(1), from: "an anchor" }] });
  assert.equal(forked.checks.find((check) => !check.ok)?.name, "an anchor");
});

function rootAt(size: number): any {
  return file.tree.roots.find((one: any) => one.size === String(size)).root;
}

test("log: paths of tiles are those of tlog-tiles", () => {
  // The examples of c2sp.org/tlog-tiles.
  assert.equal(tilePath(0, 1_234_067n, 256), "tile/0/x001/x234/067");
  assert.equal(tilePath("entries", 0n, 256), "tile/entries/000");
  assert.equal(tilePath(1, 0n, 17), "tile/1/000.p/17");
  assert.equal(writeBundle([Uint8Array.of(7)]).length, 3);
});
