import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Executor, UnknownParent, type BatchToExecute, type ExecutedBatch } from "../src/executor/executor.js";
import { serve } from "../src/executor/server.js";
import { fromHex, toHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { decodeRlp, encodeRlp, type Rlp } from "../src/primitives/rlp.js";
import { blockHashOf } from "../src/protocol/blocks.js";
import { BATCH_HEADER } from "../src/protocol/objects.js";
import { toJson } from "../src/receipt/json.js";
import { findGeth } from "./geth.js";
import { L2Chain } from "./l2-chain.js";
import { ROLLUP_ID } from "./sample-network.js";
import { accounts, alice, bob, carol, createAddress, creation, dave, delegationOfDave, transfer } from "./scenario.js";

const binary = findGeth();

describe("the executor beside a real geth", { skip: binary ? false : "no geth: set CANDOR_GETH or run ./candor test" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-executor-"));
  let chain: L2Chain;
  let executor: Executor;

  before(async () => {
    chain = await L2Chain.start(binary!, Object.fromEntries(accounts.map(({ address }) => [address, 10n ** 20n])));
    executor = await Executor.open(folder, chain.genesis);
  });
  after(async () => {
    await executor.close();
    await chain.stop();
    rmSync(folder, { recursive: true });
  });

  /** geth executes it; the executor, told nothing of what geth made of it, must come to the same bytes. */
  async function same(order: Hex[], skipped = new Set<number>(), forced: ReadonlyMap<number, bigint> = new Map()) {
    const made = await chain.batch(order, skipped);
    const batch = chain.batchOf(made, order, forced);
    const found = await executor.execute(batch);
    const [header] = decodeRlp(fromHex(made.witness.block)) as Rlp[];
    assert.equal(toHex(found.header), toHex(encodeRlp(header!)));
    assert.deepEqual(found.outcomes, made.claim.outcomes);
    return { batch, found };
  }

  test("comes to geth's blocks from genesis on, through everything that can go otherwise", async () => {
    assert.equal(executor.genesisHash, chain.genesisHash);
    await same([await transfer(alice, 0, bob.address), await transfer(bob, 0, carol.address)]);
    await same([]);
    await same([await creation(1)]);
    const contract = createAddress(alice.address, 1);
    const calls = [
      await transfer(carol, 0, contract, 0n),
      await transfer(carol, 1, contract, 0n, { data: "0x01" }),
      await transfer(dave, 7, bob.address),
      await transfer(bob, 1, "0x0000F90827F1C53a10cb7A02335B175320002935", 0n, { data: `0x${"00".repeat(31)}01` }),
      await transfer(dave, 9, bob.address),
    ];
    await same(calls, new Set([2, 4]));
    const again = await transfer(carol, 2, dave.address, 0n);
    await same([await delegationOfDave(contract, 2), again, await transfer(dave, 1, alice.address)]);
    await same([await transfer(alice, 2, contract, 10n ** 21n), await transfer(alice, 2, contract, 0n)], new Set([0]));
  });

  test("judges forced entries by itself: what does not decode, and what declares another gas than was paid for", async () => {
    const plain = await transfer(carol, 3, bob.address);
    const order = ["0xdeadbeef" as Hex, await transfer(carol, 3, alice.address), plain];
    const paid = new Map([
      [0, 21_000n],
      [1, 199_999n],
      [2, 200_000n],
    ]);
    await same(order, new Set([0, 1]), paid);
  });

  test("goes on where it stopped, and executes upon any block again", async () => {
    const first = await same([await transfer(carol, 4, bob.address)]);
    await same([await transfer(carol, 5, bob.address)]);
    await executor.close();
    executor = await Executor.open(folder, chain.genesis);
    const once: ExecutedBatch = await executor.execute(first.batch);
    assert.deepEqual(once, first.found);
    const other = { ...first.batch, order: [], batchHash: keccakHex(fromHex("0x07")) };
    const replaced = await executor.execute(other);
    assert.notEqual(toHex(replaced.header), toHex(first.found.header));
    await same([await transfer(carol, 6, bob.address)]);
    await assert.rejects(executor.execute({ ...other, parentBlockHash: keccakHex(fromHex("0x08")) }), UnknownParent);
  });

  test("a batch of 1,000 transactions of which 300 are skipped", async () => {
    const raws = await Promise.all(
      accounts.slice(4, 1_004).map((account, i) => transfer(account, i % 10 < 3 ? 1 : 0, accounts[(i + 1) % 1_000]!.address)),
    );
    const skipped = new Set([...raws.keys()].filter((i) => i % 10 < 3));
    const started = performance.now();
    await same(raws, skipped);
    console.log(`geth and executor together: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });

  describe("over HTTP", () => {
    let server: Server;
    let url: string;

    before(async () => {
      server = serve(executor);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => server.close());

    function post(body: string): Promise<Response> {
      return fetch(`${url}/v1/blocks`, { method: "POST", body });
    }

    function document(batch: BatchToExecute): Record<string, unknown> {
      return {
        ...batch,
        header: toJson(BATCH_HEADER, batch.header),
        order: batch.order.map(({ raw, paidGas }) => ({ raw: toHex(raw), paidGas: paidGas?.toString() ?? null })),
      };
    }

    test("says what it is", async () => {
      assert.deepEqual(await (await fetch(`${url}/v1/status`)).json(), {
        kind: "ethereumjs",
        rollupId: String(ROLLUP_ID),
        genesisHash: chain.genesisHash,
      });
    });

    test("executes a batch and tells its block again", async () => {
      const made = await chain.batch([await transfer(carol, 7, bob.address)]);
      const answer = await post(JSON.stringify(document(chain.batchOf(made, made.order))));
      assert.equal(answer.status, 200);
      const { header, outcomes } = (await answer.json()) as { header: Hex; outcomes: unknown };
      assert.equal(blockHashOf(fromHex(header)), made.claim.statement.l2BlockHash);
      assert.deepEqual(outcomes, [{ outcome: 1, gasUsed: "21000" }]);
      const kept = await fetch(`${url}/v1/blocks/${made.claim.statement.l2BlockHash}`);
      assert.deepEqual(await kept.json(), { header });
    });

    test("says what it expected of bad input", async () => {
      const batch = chain.batchOf(await chain.batch([]), []);
      const refusals: [string, number, RegExp][] = [
        ["{", 400, /expected JSON/],
        ["{}", 400, /parentBlockHash: expected this member, found none/],
        [JSON.stringify({ ...document(batch), order: [{ raw: "0x1" }] }), 400, /order\[0\]/],
        [JSON.stringify(document({ ...batch, header: { ...batch.header, rollupId: 5n } })), 400, /expected rollup/],
        [JSON.stringify(document({ ...batch, parentBlockHash: keccakHex(fromHex("0x09")) })), 404, /to have been executed here/],
      ];
      for (const [body, status, words] of refusals) {
        const answer = await post(body);
        assert.equal(answer.status, status, body.slice(0, 100));
        assert.match(((await answer.json()) as { detail: string }).detail, words);
      }
      assert.equal((await fetch(`${url}/v1/nothing`)).status, 404);
    });
  });
});
