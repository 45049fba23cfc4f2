import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { sampleTrust } from "./sample-network.js";
import { sampleReceipt } from "./sample-receipt.js";

const SOURCES = fileURLToPath(new URL("../src/", import.meta.url));

/** Modules that an entry point loads, own ones by path, others by name. */
function loadedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (!seen.has(entry)) {
    seen.add(entry);
    const source = readFileSync(entry, "utf8");
    for (const [, from] of source.matchAll(/(?:from|import) "([^"]+)"/g)) {
      if (from!.startsWith(".")) {
        loadedBy(resolve(dirname(entry), from!), seen);
      } else {
        seen.add(from!);
      }
    }
  }
  return seen;
}

test("the main entry point loads nothing of Node and no virtual machine, so that browsers can use it", () => {
  const foreign = [...loadedBy(join(SOURCES, "index.js"))].filter(
    (name) => name.startsWith("node:") || name.startsWith("@ethereumjs/"),
  );
  assert.deepEqual(foreign, [], "move what needs these to cli/ or reexecute/");
});

function run(...given: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(SOURCES, "cli/main.js"), ...given], { encoding: "utf8" });
}

test("the command line verifies a receipt, names what is wrong, and says so by its exit code", () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-sdk-cli-"));
  const write = (name: string, value: unknown) => {
    writeFileSync(join(directory, name), JSON.stringify(value));
    return join(directory, name);
  };
  const { receipt } = sampleReceipt();
  const trust = write("trust.json", sampleTrust());
  const good = run("receipt", write("good.json", receipt), "--trust", trust);
  assert.equal(good.status, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /verified/);
  const bad = run("receipt", write("bad.json", { ...receipt, state: "POSTED" }), "--trust", trust);
  assert.equal(bad.status, 1);
  assert.match(bad.stdout, /WRONG state/);
  const json = JSON.parse(run("receipt", join(directory, "bad.json"), "--trust", trust, "--json").stdout);
  assert.equal(json.ok, false);
  const { promise, promiseSignature: signature } = receipt.arrivals[0];
  assert.equal(run("promise", write("promise.json", { promise, signature }), "--trust", trust).status, 0);
  assert.equal(run("receipt", join(directory, "none.json"), "--trust", trust).status, 2);
  assert.equal(run("nonsense").status, 2);
  assert.equal(run("--help").status, 0);
});
