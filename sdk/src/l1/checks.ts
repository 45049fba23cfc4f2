import type { PublicClient } from "viem";
import { fromHex, type Hex } from "../primitives/bytes.js";
import { checksumAddress } from "../primitives/address.js";
import { keccakHex, sha256 } from "../primitives/hash.js";
import { verifyConsistency } from "../primitives/merkle.js";
import { Checks, type Report } from "../checks.js";
import { originHashOf, readCheckpoint } from "../log/checkpoint.js";
import { readNote } from "../log/note.js";
import { commitmentHash } from "../protocol/policy.js";
import type { ForcedEntry } from "../protocol/ordering.js";
import type { L1Place, Life, Receipt, Trust } from "../receipt/document.js";
import { ANCHOR_ABI, INBOX_ABI, REGISTRY_ABI, ROLLUP_ABI } from "./contracts.js";
import { checkPosting } from "./posting.js";

/** An anchored checkpoint. */
export interface Anchor {
  readonly size: bigint;
  readonly root: Hex;
}

/** The checkpoints of a trusted log that L1 anchored, oldest first. */
export async function anchorsOf(l1: PublicClient, trust: Trust): Promise<Anchor[]> {
  const events = await l1.getContractEvents({
    ...{ address: trust.auditAnchor, abi: ANCHOR_ABI, eventName: "CheckpointAnchored", strict: true },
    ...{ args: { originHash: originHashOf(trust.log.origin) }, fromBlock: trust.deploymentBlock },
  });
  return events.map(({ args }) => ({ size: args.size, root: args.root }));
}

/** Checks the newest anchor of the log: AuditAnchor keeps what its newest event says. The anchors are returned for comparing them with the log. */
export async function verifyAnchor(l1: PublicClient, trust: Trust): Promise<Report & { readonly anchors: readonly Anchor[] }> {
  const checks = new Checks();
  const anchors = await anchorsOf(l1, trust);
  const originHash = originHashOf(trust.log.origin);
  const newest = await l1.readContract({
    address: trust.auditAnchor,
    abi: ANCHOR_ABI,
    functionName: "newestAnchor",
    args: [originHash],
  });
  const last = anchors.at(-1);
  if (last === undefined && newest.size === 0n) {
    checks.skip("anchor", "the log is not anchored yet");
  } else {
    checks.same("anchor.size", "AuditAnchor keeps the newest anchor's size", last?.size ?? 0n, newest.size);
    checks.same("anchor.root", "AuditAnchor keeps the newest anchor's root", last?.root ?? "none", newest.root);
    const grows = anchors.every((anchor, i) => i === 0 || anchor.size > anchors[i - 1]!.size);
    checks.that("anchor", grows, `${anchors.length} anchors, each larger than the one before`);
  }
  return { ...checks.report(), anchors };
}

/** Checks what only L1 knows of a receipt (`spec/receipts.md` §5, last paragraph). */
export async function verifyReceiptOnL1(
  receipt: Receipt,
  l1: PublicClient,
  trust: Trust,
  consistency?: ConsistencySource,
): Promise<Report> {
  const checks = new Checks();
  const { rollup } = trust.domain;
  checks.same("domain.l1ChainId", "the endpoint is of the trusted L1", trust.domain.l1ChainId, await l1.getChainId());
  const registry = await l1.readContract({ address: rollup, abi: ROLLUP_ABI, functionName: "sequencerRegistry" });
  for (const { address, fromL1Block } of trust.orderKeys) {
    const found = await l1.readContract({
      address: registry,
      abi: REGISTRY_ABI,
      functionName: "orderKeyAt",
      args: [fromL1Block],
    });
    checks.same(
      "trust.orderKeys",
      `the order key from L1 block ${fromL1Block} on is the registry's`,
      address,
      checksumAddress(found),
    );
  }
  for (const { key, fromL1Block } of trust.beaconKeys) {
    const found = await l1.readContract({
      address: registry,
      abi: REGISTRY_ABI,
      functionName: "beaconKeyAt",
      args: [fromL1Block],
    });
    checks.same("trust.beaconKeys", `the beacon key from L1 block ${fromL1Block} on is the registry's`, key, found);
  }
  const floor = await l1.readContract({ address: rollup, abi: ROLLUP_ABI, functionName: "finalFloor" });
  for (const [list, all] of [["arrivals", receipt.arrivals] as const, ["forced", receipt.forced] as const]) {
    for (const [i, one] of all.entries()) {
      for (const [j, life] of one.lives.entries()) {
        await checkLife(l1, trust, life, floor, `${list}[${i}].lives[${j}]`, checks);
      }
    }
  }
  await checkAnchors(receipt, l1, trust, consistency, checks);
  const inbox = await l1.readContract({ address: rollup, abi: ROLLUP_ABI, functionName: "forcedInbox" });
  for (const [i, entry] of receipt.forced.entries()) {
    const path = `forced[${i}].queued`;
    const queued = (await forcedEntries(l1, inbox, trust.deploymentBlock)).find(({ index }) => index === entry.index);
    checks.same(path, "L1 queued this transaction", receipt.transaction.hash, queued ? queued.txHash : "nothing");
    checks.same(`forced[${i}].gasLimit`, "with the gas that was paid for", queued?.gasLimit ?? "none", entry.gasLimit);
    checks.same(path, "in the transaction, block and log named", queued ? words(queued.place) : "none", words(entry.queued));
  }
  return checks.report();
}

/** Nodes of the log's consistency proof between two sizes: `GET /v1/proofs/consistency` of the audit service. */
export type ConsistencySource = (from: bigint, to: bigint) => Promise<Uint8Array[]>;

/** The newest anchor of the log and the receipt's checkpoint must be of one tree. */
async function checkAnchors(
  { log }: Receipt,
  l1: PublicClient,
  trust: Trust,
  consistency: ConsistencySource | undefined,
  checks: Checks,
): Promise<void> {
  const report = await verifyAnchor(l1, trust);
  checks.include(report, "log.");
  const anchor = report.anchors.at(-1);
  if (anchor === undefined || log.checkpoint === null) {
    return;
  }
  const { size, root } = readCheckpoint(readNote(log.checkpoint).text);
  const name = "log.checkpoint";
  const same = report.anchors.find((one) => one.size === size);
  if (same !== undefined) {
    checks.same(name, `L1 anchored this checkpoint of ${size} entries`, same.root, root);
    return;
  }
  if (consistency === undefined) {
    checks.skip(name, `whether the tree of ${anchor.size} entries that L1 anchored is of the same log: give --audit for a proof`);
    return;
  }
  const [older, newer] = anchor.size < size ? [anchor, { size, root }] : [{ size, root }, anchor];
  const nodes = await consistency(older.size, newer.size);
  const ok = verifyConsistency(sha256, older.size, newer.size, fromHex(older.root), fromHex(newer.root), nodes);
  checks.that(
    name,
    ok,
    `one log has the ${size} entries of the checkpoint and the ${anchor.size} that L1 anchored`,
    `expected a proof that one log has the ${size} entries of the checkpoint and the ${anchor.size} that L1 anchored, found one that does not hold`,
  );
}

async function checkLife(l1: PublicClient, trust: Trust, life: Life, floor: bigint, path: string, checks: Checks): Promise<void> {
  const { rollup } = trust.domain;
  if (life.post !== null) {
    const { l1: place, commitment } = life.post;
    const newest = await l1.getBlockNumber();
    if (place.blockNumber > newest) {
      checks.fail(`${path}.post.l1`, `said to be posted in L1 block ${place.blockNumber}, the endpoint's newest is ${newest}`);
      return;
    }
    const events = await l1.getContractEvents({
      ...{
        address: rollup,
        abi: ROLLUP_ABI,
        eventName: "BatchPosted",
        strict: true,
        args: { number: life.number, generation: life.generation },
      },
      ...{ fromBlock: place.blockNumber, toBlock: place.blockNumber },
    });
    const event = events.find(({ args }) => args.batchHash === commitment.batchHash);
    const found = event && words({ ...event, blockHash: event.blockHash });
    checks.same(
      `${path}.post.l1`,
      "the batch was posted in the transaction, block and log named",
      words(place),
      found ?? "no such event",
    );
    if (event !== undefined) {
      await checkPosting(
        l1,
        trust,
        { ...life, post: { ...life.post, l1: { ...place, transactionHash: event.transactionHash } } },
        path,
        checks,
      );
    }
    if (life.voided === null) {
      const stored = await l1.readContract({
        address: rollup,
        abi: ROLLUP_ABI,
        functionName: "commitmentOf",
        args: [life.number],
      });
      checks.same(`${path}.post.commitment`, "Rollup keeps exactly this commitment", stored, commitmentHash(commitment));
    }
  }
  if (life.finality !== null) {
    checks.that(
      `${path}.finality`,
      life.number <= floor,
      `L1's final floor is ${floor}`,
      `batch ${life.number} is said to be final, L1's final floor is ${floor}`,
    );
  }
}

function words(place: Pick<L1Place, "transactionHash" | "blockNumber" | "blockHash" | "logIndex">): string {
  return `${place.transactionHash} in block ${place.blockNumber} ${place.blockHash}, log ${place.logIndex}`;
}

/** An entry of the forced inbox with its place on L1. */
export interface QueuedEntry extends ForcedEntry {
  readonly txHash: Hex;
  readonly place: L1Place;
}

/** All entries of the forced inbox, by index. */
export async function forcedEntries(l1: PublicClient, inbox: Hex, fromBlock: bigint): Promise<QueuedEntry[]> {
  const events = await l1.getContractEvents({
    address: inbox,
    abi: INBOX_ABI,
    eventName: "ForcedQueued",
    strict: true,
    fromBlock,
  });
  return events.map(({ args, transactionHash, blockNumber, blockHash, logIndex }) => {
    const raw = fromHex(args.rawTx);
    return {
      index: args.index,
      gasLimit: args.gasLimit,
      raw,
      txHash: keccakHex(raw),
      place: { transactionHash, blockNumber, blockHash, logIndex },
    };
  });
}
