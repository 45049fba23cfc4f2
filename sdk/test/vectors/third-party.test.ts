import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { bytesToUint, concat, fromBase64, fromHex, toHex, utf8, type Hex } from "../../src/primitives/bytes.js";
import { sha256 } from "../../src/primitives/hash.js";
import { leafHash, merkleRoot, verifyConsistency, verifyInclusion } from "../../src/primitives/merkle.js";
import { readCheckpoint } from "../../src/log/checkpoint.js";
import { readNote, verifyCosignature, verifyEd25519 } from "../../src/log/note.js";
import { readPolicy } from "../../src/log/policy.js";
import { tilePath } from "../../src/log/tiles.js";

/** Values that other implementations made, the same files that the Java module tlog is tested with. */
const GOLDEN = fileURLToPath(new URL("../../../../tlog/src/test/resources/dev/candor/tlog/golden/", import.meta.url));
const WYCHEPROOF = fileURLToPath(new URL("../../../test/fixtures/wycheproof-ed25519.json", import.meta.url));

function golden(name: string): string {
  return readFileSync(GOLDEN + name, "utf8");
}

function rows(name: string): string[][] {
  return golden(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

const tree = rows("tree.tsv");
const roots = new Map(tree.filter(([kind]) => kind === "root").map(([, size, root]) => [BigInt(size!), fromBase64(root!)]));
const leaf = (index: number | string) => utf8(`entry ${index}`);

function proofs(kind: string): { a: bigint; b: bigint; nodes: Uint8Array[] }[] {
  const nodesOf = (text: string | undefined) => (text ? text.split(",").map(fromBase64) : []);
  return tree.filter(([one]) => one === kind).map(([, a, b, nodes]) => ({ a: BigInt(a!), b: BigInt(b!), nodes: nodesOf(nodes) }));
}

/** Ways to spoil a proof: each must be refused. */
function spoiled(nodes: Uint8Array[]): Uint8Array[][] {
  const changed = nodes.map((node, at) => nodes.map((one, i) => (i === at ? sha256(node) : one)));
  return [...changed, ...(nodes.length > 0 ? [nodes.slice(1), nodes.slice(0, -1)] : []), [...nodes, sha256(utf8("more"))]];
}

test("transparency-dev/merkle: roots of a tree of 300 leaves", () => {
  assert.ok(roots.size > 10);
  for (const [size, root] of roots) {
    const leaves = Array.from({ length: Number(size) }, (_, i) => leaf(i));
    assert.equal(toHex(merkleRoot(sha256, leaves)), toHex(root), `size ${size}`);
  }
});

test("transparency-dev/merkle: inclusion proofs hold, spoiled ones do not", () => {
  const all = proofs("inclusion");
  assert.ok(all.length > 10);
  for (const { a: index, b: size, nodes } of all) {
    const hash = leafHash(sha256, leaf(String(index)));
    const holds = (one: Uint8Array[], at = index) => verifyInclusion(sha256, hash, at, size, one, roots.get(size)!);
    assert.ok(holds(nodes), `${index} of ${size}`);
    assert.ok(!spoiled(nodes).some((one) => holds(one)), `${index} of ${size}, spoiled`);
    assert.ok(!holds(nodes, size), `index ${size} of ${size}`);
  }
});

test("transparency-dev/merkle: consistency proofs hold, spoiled ones do not", () => {
  const all = proofs("consistency");
  assert.ok(all.length > 10);
  for (const { a: from, b: to, nodes } of all) {
    const holds = (one: Uint8Array[]) => verifyConsistency(sha256, from, to, roots.get(from)!, roots.get(to)!, one);
    assert.ok(holds(nodes), `${from} to ${to}`);
    assert.ok(!spoiled(nodes).some(holds), `${from} to ${to}, spoiled`);
  }
});

test("torchwood: paths of tiles", () => {
  for (const [level, index, width, path] of rows("tile-paths.tsv")) {
    assert.equal(tilePath(level === "entries" ? level : Number(level), BigInt(index!), Number(width)), path);
  }
});

test("x/mod and torchwood: a signed and cosigned checkpoint", () => {
  const note = readNote(golden("checkpoint.txt"));
  const { size, root } = readCheckpoint(note.text);
  assert.equal(root, toHex(roots.get(size)!));
  const policy = readPolicy(golden("policy.txt"));
  const [log, ...cosignatures] = note.signatures;
  assert.ok(verifyEd25519(policy.logs[0]!.key, utf8(note.text), log!.signature));
  const spoilt = concat(log!.signature.subarray(0, 63), Uint8Array.of(log!.signature[63]! ^ 1));
  assert.ok(!verifyEd25519(policy.logs[0]!.key, utf8(note.text), spoilt));
  cosignatures.forEach((line, i) => {
    const time = verifyCosignature(policy.witnesses[i]!.key, note.text, line.signature);
    assert.equal(time, bytesToUint(line.signature.subarray(0, 8)));
  });
  assert.equal(cosignatures.length, 2);
});

test("Wycheproof: Ed25519", () => {
  interface Case {
    readonly tcId: number;
    readonly comment: string;
    readonly key: Hex;
    readonly message: Hex;
    readonly signature: Hex;
    readonly valid: boolean;
  }
  const { cases } = JSON.parse(readFileSync(WYCHEPROOF, "utf8")) as { cases: Case[] };
  assert.equal(cases.length, 151);
  for (const { tcId, comment, key, message, signature, valid } of cases) {
    const found = verifyEd25519(fromHex(key), fromHex(message), fromHex(signature));
    assert.equal(found, valid, `case ${tcId}: ${comment}`);
  }
});
