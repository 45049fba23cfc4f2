import { fromHex, type Hex } from "../primitives/bytes.js";
import { NOBODY } from "../primitives/address.js";
import { keccakHex } from "../primitives/hash.js";
import { decodeWords } from "../primitives/words.js";
import { BEACON_KIND, seedOf, verifyBeacon } from "../protocol/beacon.js";
import { cutOfHeader, digestOf, signerOf } from "../protocol/eip712.js";
import {
  ARRIVAL_LEAF,
  CUT_LEAF,
  ORDER_LEAF,
  type ArrivalLeaf,
  type CutLeaf,
  type OrderLeaf,
  type Policy,
} from "../protocol/objects.js";
import { forcedLeaf, leafBytes, NO_DUPLICATE, NO_POSITION, ORDER_KIND, sortKeyOf, ZERO_HASH } from "../protocol/ordering.js";
import { allows, decodePolicy, ORDERING } from "../protocol/policy.js";
import type { Context } from "./arrival.js";
import type { Life, ReceiptArrival, ReceiptForced } from "./document.js";
import { checkExecution } from "./execution.js";
import { checkProof } from "./proofs.js";
import { beaconKeyAt, domainOf, orderKeyAt } from "./trust.js";

/** Checks one life of an arrival: header, leaves, statement, post. */
export function checkArrivalLife(
  context: Context,
  arrival: ReceiptArrival,
  receivedAtMillis: bigint,
  life: Life,
  path: string,
): void {
  const { checks, transaction } = context;
  const policy = checkHeader(context, life, path);
  const { header } = life;
  const index = arrival.seq - header.firstSeq;
  checks.that(
    `${path}.header.firstSeq`,
    index >= 0n && index < header.seqCount,
    `the batch covers arrival ${arrival.seq}`,
    `the batch covers arrivals ${header.firstSeq} to ${header.firstSeq + header.seqCount - 1n}, not ${arrival.seq}`,
  );
  const order = life.order && decodeWords(ORDER_LEAF, fromHex(life.order.leaf));
  const given = life.cut && decodeWords(CUT_LEAF, fromHex(life.cut.leaf));
  const leaf: CutLeaf = transaction
    ? {
        ...{ seq: arrival.seq, txHash: transaction.hash, sender: transaction.sender, nonce: transaction.nonce, receivedAtMillis },
        duplicateOf: given?.duplicateOf ?? NO_DUPLICATE,
      }
    : { seq: arrival.seq, txHash: ZERO_HASH, sender: NOBODY, nonce: 0n, receivedAtMillis: 0n, duplicateOf: NO_DUPLICATE };
  const isPlaced = transaction !== undefined && leaf.duplicateOf === NO_DUPLICATE;
  const placed: ArrivalLeaf = { ...leaf, position: isPlaced ? (order?.position ?? NO_POSITION) : NO_POSITION };
  checkProof(context, life.cut, leafBytes.cut(leaf), CUT_LEAF, index, header.seqCount, header.cutRoot, `${path}.cut`);
  checkProof(
    context,
    life.arrival,
    leafBytes.arrival(placed),
    ARRIVAL_LEAF,
    index,
    header.seqCount,
    header.arrivalRoot,
    `${path}.arrival`,
  );
  if (!isPlaced || life.order === null || policy === undefined) {
    checks.that(
      `${path}.order`,
      !isPlaced === (life.order === null),
      "a repeated arrival has no position",
      "a position where there must be none, or none where there must be one",
    );
    checkExecution(context, life, undefined, path);
    return;
  }
  const ordering = header.beaconKind === BEACON_KIND.NONE ? ORDERING.FIFO : policy.ordering;
  const expected: OrderLeaf = {
    position: order?.position ?? NO_POSITION,
    kind: ORDER_KIND.ARRIVAL,
    seqOrForcedIndex: arrival.seq,
    ...{ txHash: leaf.txHash, sender: leaf.sender, nonce: leaf.nonce },
    sortKey: sortKeyOf(ordering, header.seed, leaf.sender, arrival.seq),
  };
  checkOrder(context, life, expected, path);
}

/** Checks one life of a forced entry. */
export function checkForcedLife(context: Context, entry: ReceiptForced, life: Life, path: string): void {
  const { checks } = context;
  checkHeader(context, life, path);
  for (const name of ["cut", "arrival"] as const) {
    checks.that(
      `${path}.${name}`,
      life[name] === null,
      "a forced entry is no arrival",
      "a forced entry is no arrival and has no such proof",
    );
  }
  checks.that(
    `${path}.header.forcedThrough`,
    entry.index < life.header.forcedThrough,
    `the batch takes the queue through entry ${life.header.forcedThrough}, this one included`,
    `the batch takes the queue only up to entry ${life.header.forcedThrough}, this is entry ${entry.index}`,
  );
  const order = life.order && decodeWords(ORDER_LEAF, fromHex(life.order.leaf));
  const leaf = forcedLeaf(
    context.trust.domain.rollupId,
    { index: entry.index, gasLimit: entry.gasLimit, raw: context.raw },
    order?.position ?? 0,
  );
  checkOrder(context, life, leaf, path);
}

function checkOrder(context: Context, life: Life, expected: OrderLeaf, path: string): void {
  const position = BigInt(expected.position);
  checkProof(
    context,
    life.order,
    leafBytes.order(expected),
    ORDER_LEAF,
    position,
    BigInt(life.header.txCount),
    life.header.orderRoot,
    `${path}.order`,
  );
  checkExecution(context, life, expected, path);
}

/** Header, cut, beacon, policy. Returns the policy in force. */
function checkHeader({ trust, checks }: Context, life: Life, path: string): Policy | undefined {
  const { header } = life;
  const domain = domainOf(trust);
  checks.same(`${path}.generation`, "generation is the header's", header.generation, life.generation);
  checks.same(`${path}.number`, "number is the header's", header.number, life.number);
  checks.same(`${path}.header.rollupId`, "the header is of this rollup", trust.domain.rollupId, header.rollupId);
  const key = orderKeyAt(trust, header.l1OriginNumber) ?? "no key";
  const cut = cutOfHeader(header);
  const nobody = "no valid signature";
  const signedBy = `is signed by the order key at L1 block ${header.l1OriginNumber}`;
  checks.same(
    `${path}.headerSignature`,
    `the header ${signedBy}`,
    key,
    signerOf(domain, "BatchHeader", header, life.headerSignature) ?? nobody,
  );
  checks.same(`${path}.cutSignature`, `the cut ${signedBy}`, key, signerOf(domain, "Cut", cut, life.cutSignature) ?? nobody);
  const cutHash = digestOf(domain, "Cut", cut);
  const beacon = fromHex(life.beaconSignature);
  checks.same(
    `${path}.header.seed`,
    "the seed follows from the beacon's signature and the cut",
    seedOf(beacon, cutHash),
    header.seed,
  );
  checkBeacon({ trust, checks }, life, cutHash, path);
  const policy = decodePolicy(fromHex(life.policy));
  checks.same(`${path}.policy`, "the policy is the one the header names", header.policyHash, keccakHex(fromHex(life.policy)));
  if (policy === undefined) {
    checks.fail(`${path}.policy`, "the bytes are no policy of thirteen words");
    return undefined;
  }
  checks.that(
    `${path}.header.beaconKind`,
    allows(policy.beaconKinds, header.beaconKind),
    "the policy allows this kind of beacon",
  );
  return policy;
}

function checkBeacon({ trust, checks }: Pick<Context, "trust" | "checks">, life: Life, cutHash: Hex, path: string): void {
  const signature = fromHex(life.beaconSignature);
  const { beaconKind, l1OriginNumber } = life.header;
  const name = `${path}.beaconSignature`;
  if (beaconKind === BEACON_KIND.NONE) {
    checks.that(name, signature.length === 0, "nobody's beacon: the order is by arrival", "kind 0 must have no beacon signature");
  } else if (beaconKind === BEACON_KIND.OWN) {
    const key = beaconKeyAt(trust, l1OriginNumber);
    const ok = key !== undefined && verifyBeacon(fromHex(key), cutHash, signature);
    checks.that(
      name,
      ok,
      "the beacon's signature over the cut verifies",
      "the beacon's signature over the cut does not verify: wrong seed",
    );
  } else {
    checks.fail(name, `beacon kind ${beaconKind} cannot be checked yet: the trust file has no key for it`);
  }
}
