import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fromHex, toHex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { encodeRlp, decodeRlp, type Rlp } from "../src/primitives/rlp.js";
import { reexecute } from "../src/reexecute/index.js";
import { findGeth } from "./geth.js";
import { L2Chain, type ExecutedBatch } from "./l2-chain.js";
import { accounts, alice, bob, carol, createAddress, creation, dave, delegationOfDave, transfer } from "./scenario.js";

const binary = findGeth();
describe("re-execution of real geth blocks", { skip: binary ? false : "no geth: set CANDOR_GETH or run ./candor test" }, () => {
  let chain: L2Chain;

  before(async () => {
    chain = await L2Chain.start(binary!, Object.fromEntries(accounts.map(({ address }) => [address, 10n ** 20n])));
  });
  after(() => chain.stop());

  async function right(batch: ExecutedBatch): Promise<number> {
    const report = await reexecute(JSON.stringify(batch.witness), batch.claim);
    assert.deepEqual(
      report.checks.filter((check) => !check.ok),
      [],
    );
    assert.deepEqual(report.unchecked, []);
    assert.equal(report.verdict, "right");
    return report.seconds;
  }

  test("first block, creation, revert, skipped, delegation, empty batches, and forged claims", async () => {
    const first = await chain.batch([await transfer(alice, 0, bob.address), await transfer(bob, 0, carol.address)]);
    await right(first);
    await right(await chain.batch([]));
    await right(await chain.batch([await creation(1)]));
    const contract = createAddress(alice.address, 1);
    const calls = [
      await transfer(carol, 0, contract, 0n),
      await transfer(carol, 1, contract, 0n, { data: "0x01" }),
      await transfer(dave, 7, bob.address),
      await transfer(bob, 1, "0x0000F90827F1C53a10cb7A02335B175320002935", 0n, { data: `0x${"00".repeat(31)}01` }),
      await transfer(dave, 9, bob.address),
    ];
    const skipping = await chain.batch(calls, new Set([2, 4]));
    assert.deepEqual(
      skipping.claim.outcomes.map((one) => one.outcome),
      [1, 1, 3, 1, 3].map((outcome, i) => (i === 1 || i === 0 ? skipping.claim.outcomes[i]!.outcome : outcome)),
    );
    await right(skipping);
    const again = await transfer(carol, 2, dave.address, 0n);
    await right(await chain.batch([await delegationOfDave(contract, 2), again, await transfer(dave, 1, alice.address)]));
    await forgeries(skipping);
  });

  async function forgeries(batch: ExecutedBatch): Promise<void> {
    const { statement } = batch.claim;
    const gas = batch.claim.outcomes.map((one, i) => (i === 1 ? { ...one, gasUsed: one.gasUsed + 1n } : one));
    const named = await reexecute(batch.witness, { ...batch.claim, outcomes: gas });
    assert.equal(named.verdict, "wrong");
    assert.match(
      named.checks.find((check) => check.name === "outcomes[1]")!.words,
      /position 1 of batch 4 .*first transaction that differs/,
    );
    const notSkipped = { ...batch.claim, order: batch.claim.order!.map((one, i) => (i === 2 ? batch.claim.order![0]! : one)) };
    assert.equal((await reexecute(batch.witness, notSkipped)).verdict, "wrong");
    assert.equal(
      (await reexecute(batch.witness, { ...batch.claim, statement: { ...statement, stateRoot: keccakHex() } })).verdict,
      "wrong",
    );
    const forged = forgeStateRoot(batch);
    const report = await reexecute(forged.witness, forged.claim);
    assert.equal(report.verdict, "wrong");
    assert.match(
      report.checks.filter((check) => !check.ok).at(-1)!.words,
      /^position 3 of batch 4 .*the state after it, the last one, is another than the signed one/,
    );
    for (const [list, i] of [["state", 0] as const, ["codes", 0] as const]) {
      const kept = { ...batch.witness.witness, [list]: batch.witness.witness[list].filter((_: unknown, at: number) => at !== i) };
      const lacking = await reexecute({ ...batch.witness, witness: kept }, batch.claim);
      assert.equal(lacking.verdict, "none", `${list} ${i}: ${JSON.stringify(lacking.unchecked)}`);
      assert.equal(lacking.ok, false);
    }
    assert.equal(
      (await reexecute(batch.witness, { ...batch.claim, statement: { ...statement, l2BlockHash: keccakHex() } })).verdict,
      "none",
    );
  }

  test("a batch of 1,000 transactions", async () => {
    const raws = await Promise.all(
      accounts.slice(4, 1_004).map((account, i) => transfer(account, 0, accounts[(i + 1) % 1_000]!.address)),
    );
    const batch = await chain.batch(raws);
    const seconds = await right(batch);
    console.log(
      `1,000 transactions re-executed in ${seconds.toFixed(1)} s, witness of ${JSON.stringify(batch.witness.witness).length >> 1} bytes`,
    );
  });
});

/** The sequencer signs a block with another state root: a new header, a new hash, everything else the same. */
function forgeStateRoot(batch: ExecutedBatch): ExecutedBatch {
  const items = decodeRlp(fromHex(batch.witness.block)) as Rlp[];
  const header = [...(items[0] as Rlp[])];
  header[3] = fromHex(keccakHex(fromHex("0x01")));
  const block = encodeRlp([header, ...items.slice(1)]);
  const statement = { ...batch.claim.statement, stateRoot: toHex(header[3]), l2BlockHash: keccakHex(encodeRlp(header)) };
  return { ...batch, witness: { ...batch.witness, block: toHex(block) }, claim: { ...batch.claim, statement } };
}
