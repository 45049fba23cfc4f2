import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { privateKeyToAccount } from "viem/accounts";
import { fromHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { findGeth } from "./geth.js";
import { ROLLUP_ID, sampleTrust } from "./sample-network.js";
import { ServedBatches } from "./served-batches.js";

const CLI = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
const binary = findGeth();
const GWEI = 10n ** 9n;
const accounts = Array.from({ length: 1_000 }, (_, i) =>
  privateKeyToAccount(keccakHex(fromHex(`0x${(i + 1).toString(16).padStart(8, "0")}`))),
);

function transfer(from: number, nonce: number): Promise<Hex> {
  const fees = { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: GWEI, gas: 25_000n };
  const to = accounts[(from + 1) % accounts.length]!.address;
  return accounts[from]!.signTransaction({ type: "eip1559", chainId: Number(ROLLUP_ID), nonce, to, value: 1n, ...fees });
}

interface Answer {
  readonly code: number | null;
  readonly output: string;
  readonly json: { contradictions: { name: string; words: string }[]; unchecked: { name: string }[]; exitCode: number };
}

describe("candor-verify reexecute", { skip: binary ? false : "no geth: set CANDOR_GETH or run ./candor test" }, () => {
  let served: ServedBatches;
  let trust: string;

  before(async () => {
    served = await ServedBatches.start(binary!, Object.fromEntries(accounts.map(({ address }) => [address, 10n ** 20n])));
    trust = join(mkdtempSync(join(tmpdir(), "candor-sdk-reexecute-")), "trust.json");
    writeFileSync(trust, JSON.stringify({ ...sampleTrust(), genesisHash: served.genesisHash }));
  });
  after(() => served.stop());

  async function run(number: bigint, ...more: string[]): Promise<Answer> {
    const given = ["reexecute", String(number), "--sequencer", served.url, "--trust", trust, ...more];
    const child = spawn(process.execPath, [CLI, ...given], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    const output = await text(child.stdout);
    return { code: await ended, output, json: more.includes("--json") ? JSON.parse(output) : undefined };
  }

  test("a right batch verifies, the first block and a skipped transaction included", async () => {
    const unfit = await transfer(7, 5);
    await served.batch([...(await Promise.all([0, 1, 2].map((i) => transfer(i, 0)))), unfit], new Set([unfit]));
    const answer = await run(1n, "--audit", served.url, "--json");
    assert.equal(answer.code, 0, answer.output);
    const open = answer.json.unchecked.map(({ name }) => name);
    assert.deepEqual(open, ["header.policyHash", "data"], "without L1 only the policy in force and what L1 has stay open");
  });

  test("a forged outcome is named by its position, and one that the log does not tell by the root", async () => {
    const order = await served.batch(await Promise.all([0, 1, 2, 3].map((i) => transfer(i, i < 3 ? 1 : 0))));
    served.tell(2n, { outcome: { position: 2, value: { outcome: 2, gasUsed: 21_000n } } });
    const answer = await run(2n, "--audit", served.url);
    assert.equal(answer.code, 1);
    const hash = keccakHex(fromHex(order[2]!));
    const words = `position 2 of batch 2 (${hash}): the first transaction that differs: re-execution gives succeeded with 21000 gas, the sequencer says reverted with 21000 gas`;
    assert.ok(answer.output.split("\n")[0]!.includes(words), answer.output);
    const { code, json } = await run(2n, "--json");
    assert.equal(code, 1);
    assert.ok(json.contradictions.some(({ name }) => name === "execution: statement.outcomesRoot"));
    served.tell(2n, {});
  });

  test("a forged state root names the last transaction, and says why none before it can be named", async () => {
    served.tell(2n, { stateRoot: keccakHex(fromHex("0x01")) });
    const { code, json } = await run(2n, "--audit", served.url, "--json");
    served.tell(2n, {});
    assert.equal(code, 1);
    assert.equal(json.exitCode, 1);
    assert.match(
      json.contradictions[0]!.words,
      /^position 3 of batch 2 \(0x[0-9a-f]{64}\): the state after it, the last one, is another than the signed one\. outcome and gas of all 4 transactions agree, and so do their logs\. No state before it is signed/,
    );
  });

  test("a batch of 1,000 transactions, right and with a forged outcome", async () => {
    const nonces = [2, 2, 2, 1];
    await served.batch(await Promise.all(accounts.map((_, i) => transfer(i, nonces[i] ?? 0))));
    const right = await run(3n, "--audit", served.url);
    assert.equal(right.code, 0, right.output);
    served.tell(3n, { outcome: { position: 617, value: { outcome: 1, gasUsed: 21_001n } } });
    const forged = await run(3n, "--audit", served.url, "--json");
    assert.equal(forged.code, 1);
    assert.match(
      forged.json.contradictions[0]!.words,
      /^position 617 of batch 3 .* with 21000 gas, the sequencer says .* 21001 gas/,
    );
  });
});
