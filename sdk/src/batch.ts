import { fromHex, type Hex } from "./primitives/bytes.js";
import { keccakHex } from "./primitives/hash.js";
import { Checks, type Report } from "./checks.js";
import { decodeContent, type BatchContent } from "./data/content.js";
import { contentBound, DataError, unpackData } from "./data/frame.js";
import { BEACON_KIND, seedOf, verifyBeacon } from "./protocol/beacon.js";
import { blockHashOf, decodeBlockHeader } from "./protocol/blocks.js";
import { cutOfHeader, digestOf, signerOf } from "./protocol/eip712.js";
import type { BatchHeader, ExecutionStatement, OrderLeaf, Policy } from "./protocol/objects.js";
import {
  arrivalLeaves,
  compareOrder,
  cutLeaves,
  isEmptyLeaf,
  isRunnable,
  keccakRoot,
  leafBytes,
  NO_DUPLICATE,
  ORDER_KIND,
  orderLeaves,
  type Arrival,
  type ForcedEntry,
} from "./protocol/ordering.js";
import { checkCaps } from "./protocol/caps.js";
import { allows, ORDERING, policyHash } from "./protocol/policy.js";
import type { Trust } from "./receipt/document.js";
import { beaconKeyAt, domainOf, orderKeyAt } from "./receipt/trust.js";

/** A batch as its sequencer signed it, with what it takes to derive it again. */
export interface BatchInput {
  readonly header: BatchHeader;
  readonly headerSignature: Hex;
  readonly cutSignature: Hex;
  readonly beaconSignature: Hex;
  readonly statement?: ExecutionStatement | undefined;
  readonly statementSignature?: Hex | undefined;
  /** The chunks of the batch's data, joined: from L1 or from the sequencer. */
  readonly data: Uint8Array;
  /** The policy in force at the origin. */
  readonly policy: Policy;
  /** Inbox entries `parent.forcedThrough … forcedThrough - 1`, from L1. */
  readonly forced: readonly ForcedEntry[];
  /** The parent's header, absent for batch 1. */
  readonly parent?: BatchHeader | undefined;
  /** Raw bytes of an arrival of an earlier batch that this one repeats. */
  readonly earlier?: (seq: bigint) => Uint8Array | undefined;
  /** Order leaves that somebody claims: the first neighbours that contradict the rule are named. */
  readonly claimedOrder?: readonly OrderLeaf[];
}

/** A batch's report with the order that follows from its data. */
export interface BatchReport extends Report {
  readonly order: readonly OrderLeaf[];
  /** Raw bytes by position; undefined for a forced entry that the engine must not see (`spec/protocol.md` §6). */
  readonly raws: readonly (Uint8Array | undefined)[];
}

/** Position of the first leaf that must stand before its neighbour to the left, undefined when the order is the rule's. */
export function firstDisorder(leaves: readonly OrderLeaf[]): number | undefined {
  const at = leaves.findIndex((leaf, i) => {
    const before = leaves[i - 1];
    return (
      before !== undefined &&
      before.kind === ORDER_KIND.ARRIVAL &&
      (leaf.kind !== ORDER_KIND.ARRIVAL || compareOrder(before, leaf) >= 0)
    );
  });
  return at < 0 ? undefined : at;
}

/** Derives cut, seed, order and roots of a batch again from its data and policy, and compares them with what was signed (`spec/protocol.md` §§4 to 7). */
export async function verifyBatch(batch: BatchInput, trust: Trust): Promise<BatchReport> {
  const checks = new Checks();
  const { header } = batch;
  const name = `batch ${header.number}`;
  checkSignatures(batch, trust, checks);
  checkParent(batch, checks);
  let content: BatchContent;
  try {
    const bound = contentBound(batch.policy.maxBytes, header.seqCount);
    content = decodeContent(await unpackData(batch.data, bound), { ...header, rollupId: trust.domain.rollupId });
  } catch (failure) {
    if (!(failure instanceof DataError)) {
      throw failure;
    }
    checks.fail("data", `${name}: the data does not decode: ${failure.message}`);
    return { ...checks.report(), order: [], raws: [] };
  }
  const derived = deriveOrder(batch, trust, content, checks);
  checkBlock(batch, content.blockRlp, checks);
  return { ...checks.report(), ...derived };
}

function checkSignatures(batch: BatchInput, trust: Trust, checks: Checks): void {
  const { header, policy, statement } = batch;
  const domain = domainOf(trust);
  const key = orderKeyAt(trust, header.l1OriginNumber) ?? "no key";
  const nobody = "no valid signature";
  const cutHash = digestOf(domain, "Cut", cutOfHeader(header));
  const batchHash = digestOf(domain, "BatchHeader", header);
  checks.same("header.rollupId", "the batch is of the trusted rollup", trust.domain.rollupId, header.rollupId);
  checks.same(
    "headerSignature",
    "the header is signed by the order key",
    key,
    signerOf(domain, "BatchHeader", header, batch.headerSignature) ?? nobody,
  );
  checks.same(
    "cutSignature",
    "the cut is signed by the order key",
    key,
    signerOf(domain, "Cut", cutOfHeader(header), batch.cutSignature) ?? nobody,
  );
  checks.same(
    "header.seed",
    "the seed follows from beacon and cut",
    seedOf(fromHex(batch.beaconSignature), cutHash),
    header.seed,
  );
  checks.same("header.policyHash", "the policy is the one in force", policyHash(policy), header.policyHash);
  checks.that("header.beaconKind", allows(policy.beaconKinds, header.beaconKind), "the policy allows this kind of beacon");
  if (header.beaconKind === BEACON_KIND.NONE) {
    checks.that("beaconSignature", batch.beaconSignature === "0x", "nobody's beacon: the order is by arrival");
  } else {
    const beaconKey = header.beaconKind === BEACON_KIND.OWN ? beaconKeyAt(trust, header.l1OriginNumber) : undefined;
    const ok = beaconKey !== undefined && verifyBeacon(fromHex(beaconKey), cutHash, fromHex(batch.beaconSignature));
    checks.that(
      "beaconSignature",
      ok,
      "the beacon's signature verifies",
      `batch ${header.number}: the beacon's signature does not verify: wrong seed`,
    );
  }
  if (statement !== undefined) {
    const signer = batch.statementSignature && signerOf(domain, "ExecutionStatement", statement, batch.statementSignature);
    checks.same("statementSignature", "the statement is signed by the order key", key, signer ?? nobody);
    checks.same("statement.batchHash", "the statement is of this batch", batchHash, statement.batchHash);
    checks.same("statement.number", "the statement has the batch's number", header.number, statement.number);
    checks.same("statement.generation", "the statement has the batch's generation", header.generation, statement.generation);
  }
  if (batch.parent !== undefined) {
    checks.same(
      "header.parentHash",
      "the batch continues its parent",
      digestOf(domain, "BatchHeader", batch.parent),
      header.parentHash,
    );
  }
}

function checkParent({ header, parent, policy, forced }: BatchInput, checks: Checks): void {
  const before = parent?.forcedThrough ?? 0n;
  checks.same("header.number", "the number follows the parent's", (parent?.number ?? 0n) + 1n, header.number);
  checks.same(
    "header.firstSeq",
    "the arrivals follow the parent's",
    parent ? parent.firstSeq + parent.seqCount : 0n,
    header.firstSeq,
  );
  checks.that(
    "header.sealedAtMillis",
    parent === undefined || header.sealedAtMillis > parent.sealedAtMillis,
    "sealed after its parent",
  );
  checks.that(
    "header.l1OriginNumber",
    parent === undefined || header.l1OriginNumber >= parent.l1OriginNumber,
    "the L1 origin does not go back",
  );
  checks.same(
    "header.forcedThrough",
    "the queue was taken as far as the header says",
    before + BigInt(forced.length),
    header.forcedThrough,
  );
  checks.that("header.forcedThrough", forced.length <= policy.forcedCap, "no more forced entries than the policy allows");
  checks.that(
    "header.forcedThrough",
    forced.every((entry, i) => entry.index === before + BigInt(i)),
    "forced entries in the order of the queue",
  );
}

function deriveOrder(
  batch: BatchInput,
  trust: Trust,
  content: BatchContent,
  checks: Checks,
): { order: readonly OrderLeaf[]; raws: readonly (Uint8Array | undefined)[] } {
  const { header, policy, forced } = batch;
  const { rollupId } = trust.domain;
  const bySeq = new Map(content.arrivals.map((arrival) => [arrival.seq, arrival.raw]));
  const originals = new Map<Hex, bigint>();
  const arrivals: Arrival[] = [];
  for (const { seq, receivedAtMillis, raw, duplicateOf } of content.arrivals) {
    const bytes = duplicateOf === undefined ? raw : (bySeq.get(duplicateOf) ?? batch.earlier?.(duplicateOf));
    if (duplicateOf !== undefined && bytes === undefined) {
      checks.skip(
        "cutRoot",
        `arrival ${seq} repeats arrival ${duplicateOf} of an earlier batch, whose bytes were not given: roots cannot be derived`,
      );
      return { order: [], raws: [] };
    }
    if (duplicateOf !== undefined && duplicateOf < header.firstSeq) {
      originals.set(keccakHex(bytes!), duplicateOf);
    }
    arrivals.push({ seq, receivedAtMillis, raw: bytes });
  }
  const cut = cutLeaves(rollupId, arrivals, (hash) => originals.get(hash));
  for (const [i, { seq, duplicateOf }] of content.arrivals.entries()) {
    const found = duplicateOf ?? NO_DUPLICATE;
    checks.that(
      `data.arrivals[${seq}]`,
      cut[i]!.duplicateOf === found,
      `arrival ${seq} is marked as it must be`,
      `arrival ${seq} must name ${cut[i]!.duplicateOf}, names ${found}`,
    );
  }
  const ordering = header.beaconKind === BEACON_KIND.NONE ? ORDERING.FIFO : policy.ordering;
  const order = orderLeaves(rollupId, ordering, header.seed, cut, forced);
  const placed = cut.filter((leaf) => !isEmptyLeaf(leaf) && leaf.duplicateOf === NO_DUPLICATE).length;
  checks.same("header.txCount", "as many positions as transactions", forced.length + placed, header.txCount);
  checkCaps(header, policy, rollupId, order, bySeq, forced, checks);
  checks.same("header.cutRoot", "the cut follows from the arrivals", keccakRoot(cut.map(leafBytes.cut)), header.cutRoot);
  nameDisorder(batch, order, checks);
  checks.same("header.orderRoot", "the order is the published rule's", keccakRoot(order.map(leafBytes.order)), header.orderRoot);
  checks.same(
    "header.arrivalRoot",
    "positions follow from the order",
    keccakRoot(arrivalLeaves(cut, order).map(leafBytes.arrival)),
    header.arrivalRoot,
  );
  const runnable = new Map(forced.filter((entry) => isRunnable(rollupId, entry)).map(({ index, raw }) => [index, raw]));
  const raws = order.map((leaf) => (leaf.kind === ORDER_KIND.FORCED ? runnable : bySeq).get(leaf.seqOrForcedIndex));
  return { order, raws };
}

function nameDisorder({ header, claimedOrder }: BatchInput, order: readonly OrderLeaf[], checks: Checks): void {
  if (claimedOrder === undefined) {
    return;
  }
  const at = firstDisorder(claimedOrder);
  if (at !== undefined) {
    checks.fail(
      `order[${at}]`,
      `position ${at} of batch ${header.number}: the order is not the published rule's: leaf ${at - 1} sorts after leaf ${at}`,
    );
    return;
  }
  const differs = order.findIndex(
    (leaf, i) =>
      claimedOrder[i] === undefined || keccakRoot([leafBytes.order(leaf)]) !== keccakRoot([leafBytes.order(claimedOrder[i])]),
  );
  if (differs >= 0 || claimedOrder.length !== order.length) {
    const position = differs < 0 ? order.length : differs;
    checks.fail(
      `order[${position}]`,
      `position ${position} of batch ${header.number}: the rule puts ${order[position]?.txHash ?? "nothing"} there, not ${claimedOrder[position]?.txHash ?? "nothing"}`,
    );
  }
}

function checkBlock({ header, statement }: BatchInput, blockRlp: Uint8Array, checks: Checks): void {
  const block = decodeBlockHeader(blockRlp);
  if (block === undefined) {
    checks.fail("data.block", `batch ${header.number}: the data ends with no Prague block header`);
    return;
  }
  checks.same("data.block.mixHash", "the block's prevRandao is the seed", header.seed, block.mixHash);
  checks.same("data.block.number", "the block has the batch's number", header.number, block.number);
  checks.same(
    "data.block.parentBeaconBlockRoot",
    "the block names the L1 origin",
    header.l1OriginHash,
    block.parentBeaconBlockRoot,
  );
  if (statement !== undefined) {
    checks.same("statement.l2BlockHash", "the data's block is the stated one", blockHashOf(blockRlp), statement.l2BlockHash);
    checks.same("statement.stateRoot", "state root as in the block", block.stateRoot, statement.stateRoot);
    checks.same("statement.receiptsRoot", "receipts root as in the block", block.receiptsRoot, statement.receiptsRoot);
    checks.same("statement.gasUsed", "gas as in the block", block.gasUsed, statement.gasUsed);
    checks.same("data.block.extraData", "the block names its batch", statement.batchHash, block.extraData);
  }
}
