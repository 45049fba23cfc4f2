/* eslint-disable @typescript-eslint/no-explicit-any */
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyPromise } from "../src/promise.js";
import { verifyReceipt } from "../src/receipt/verify.js";
import { sampleTrust } from "./sample-network.js";
import { sampleReceipt } from "./sample-receipt.js";

const { receipt } = sampleReceipt();
const trust = sampleTrust();

/** Members that nothing offline can bind: where an entry was queued on L1. They are reported as unchecked. */
const NEEDS_L1 = /^forced\[\d+\]\.queued/;

/** All bytes of all members takes minutes; by default long ones are sampled, at places that a fixed seed chooses. */
const EVERY_BYTE = process.env["CANDOR_EVERY_BYTE"] === "1";
let seed = 20_261_123;

type Path = (string | number)[];

function* leaves(value: any, path: Path = []): Generator<Path> {
  if (typeof value === "object" && value !== null) {
    for (const name of Object.keys(value)) {
      yield* leaves(value[name], [...path, Array.isArray(value) ? Number(name) : name]);
    }
  } else {
    yield path;
  }
}

function* objects(value: any, path: Path = []): Generator<Path> {
  if (typeof value === "object" && value !== null) {
    yield path;
    for (const name of Object.keys(value)) {
      yield* objects(value[name], [...path, Array.isArray(value) ? Number(name) : name]);
    }
  }
}

const at = (document: any, path: Path) => path.reduce((value, name) => value[name], document);
const words = (path: Path) =>
  path.reduce<string>((text, name) => text + (typeof name === "number" ? `[${name}]` : text ? `.${name}` : name), "");

/** The document with one value replaced; all else is shared. */
function changed(document: any, path: Path, value: unknown): any {
  if (path.length === 0) {
    return value;
  }
  const copy = Array.isArray(document) ? [...document] : { ...document };
  copy[path[0]!] = changed(document[path[0]!], path.slice(1), value);
  return copy;
}

/** Changed values of a leaf: every byte of short hex, a selection of long hex, integers up and down, characters of texts. */
function mutations(value: any): unknown[] {
  if (value === null) {
    return ["0x00", {}, 0];
  }
  if (typeof value === "number") {
    return [value + 1, value === 0 ? 7 : value - 1, String(value), null];
  }
  if (/^0x([0-9a-fA-F]{2})*$/.test(value)) {
    const length = (value.length - 2) / 2;
    const step = length <= 2 || EVERY_BYTE ? 1 : Math.ceil(length / 3);
    const from = step === 1 ? 0 : (seed = (seed * 48_271) % 2_147_483_647) % step;
    const flips = Array.from({ length: Math.ceil((length - from) / step) }, (_, i) => flip(value, from + i * step));
    return [...flips, flip(value, length - 1), value + "00", value.slice(0, -2), null, value.toUpperCase()].filter(
      (one) => one !== value && one !== "",
    );
  }
  if (/^\d+$/.test(value)) {
    return [
      String(BigInt(value) + 1n),
      value === "0" ? "7" : String(BigInt(value) - 1n),
      `0${value}`,
      `${value}0`,
      Number(value),
      null,
    ].filter((one) => one !== value);
  }
  const step = value.length <= 8 || EVERY_BYTE ? 1 : Math.ceil(value.length / 16);
  const swaps = Array.from({ length: Math.ceil(value.length / step) }, (_, i) => swap(value, i * step));
  return [...swaps, `${value} `, "", null];
}

function flip(hex: string, byte: number): string {
  const at = 2 + 2 * byte;
  const changedByte = (parseInt(hex.slice(at, at + 2), 16) ^ 0x41).toString(16).padStart(2, "0");
  return byte < 0 ? hex : hex.slice(0, at) + changedByte + hex.slice(at + 2);
}

function swap(text: string, i: number): string {
  return text.slice(0, i) + (text[i] === "A" ? "B" : "A") + text.slice(i + 1);
}

test("a complete receipt with a rollback, a duplicate and a forced entry verifies", () => {
  const report = verifyReceipt(JSON.stringify(receipt), JSON.stringify(trust));
  assert.deepEqual(
    report.checks.filter((check) => !check.ok),
    [],
  );
  assert.ok(report.ok);
  assert.ok(report.checks.length > 150);
  assert.deepEqual(
    report.unchecked.map((one) => one.name),
    ["arrivals[0].lives[1].post", "forced[0].queued"].filter((name) => report.unchecked.some((one) => one.name === name)),
  );
});

test("changing any one value of a receipt makes it fail with a message that names the part", () => {
  let tried = 0;
  for (const path of leaves(receipt)) {
    const name = words(path);
    if (NEEDS_L1.test(name)) {
      continue;
    }
    for (const value of mutations(at(receipt, path))) {
      const report = verifyReceipt(changed(receipt, path, value), trust);
      tried++;
      assert.equal(report.ok, false, `${name}: ${JSON.stringify(value)?.slice(0, 80)} still verifies`);
      const failed = report.checks.filter((check) => !check.ok);
      assert.ok(
        failed.some((check) => isAbout(check, path)),
        `${name}: ${failed.map((check) => `${check.name}: ${check.words}`).join("\n")}`,
      );
      assert.ok(failed.every((check) => check.words.length > 10));
    }
  }
  assert.ok(tried > 2_000, `tried ${tried}`);
});

/** A check is about a part when its name lies in the part's section of the document or its words name that section. */
function isAbout(check: { name: string; words: string }, path: Path): boolean {
  const section = /^((arrivals|forced)\[\d+\](\.lives\[\d+\])?|log\.\w+(\[\d+\])?|\w+)/.exec(words(path))![0];
  return check.name.startsWith(section) || check.words.includes(section);
}

test("deleting or adding a member anywhere makes it fail", () => {
  for (const path of objects(receipt)) {
    const value = at(receipt, path);
    const names = Array.isArray(value) ? value.map((_: unknown, i: number) => i) : Object.keys(value);
    const added = Array.isArray(value) ? [...value, value[0] ?? {}] : { ...value, extra: null };
    assert.equal(verifyReceipt(changed(receipt, path, added), trust).ok, false, `${words(path)}: an added member`);
    for (const name of names) {
      if (NEEDS_L1.test(words([...path, name]))) {
        continue;
      }
      const fewer = Array.isArray(value)
        ? value.filter((_: unknown, i: number) => i !== name)
        : Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      assert.equal(verifyReceipt(changed(receipt, path, fewer), trust).ok, false, `${words([...path, name])} deleted`);
    }
  }
});

test("a member that stands twice, text that is no JSON and a foreign format are refused", () => {
  const json = JSON.stringify(receipt);
  assert.equal(verifyReceipt(json.replace('"state":', '"state":"POSTED","state":'), trust).checks[0]?.ok, false);
  assert.equal(verifyReceipt(json.slice(1), trust).ok, false);
  assert.equal(verifyReceipt("[]", trust).ok, false);
});

test("a promise verifies by itself, and not for another transaction", () => {
  const { promise, promiseSignature } = receipt.arrivals[0];
  const held = { promise, signature: promiseSignature, rawTx: receipt.transaction.raw };
  assert.ok(verifyPromise(held, trust).ok);
  assert.equal(verifyPromise({ ...held, promise: { ...promise, includeBy: "1" } }, trust).ok, false);
  assert.equal(verifyPromise({ ...held, rawTx: "0x01" }, trust).ok, false);
  assert.equal(verifyPromise({ promise, signature: promiseSignature }, trust).unchecked.length, 1);
});
