import { BATCH_HEADER, COMMITMENT, EXECUTION_STATEMENT, INCLUSION_PROMISE } from "../protocol/objects.js";
import {
  address,
  bytes,
  fixed,
  hash,
  list,
  members,
  nullable,
  object,
  optional,
  signature,
  small,
  text,
  uint64,
  word,
} from "./json.js";
import type { Reader } from "./json.js";

/** The receipt and the trust file as `spec/receipts.md` §§1 and 4 have them. */

type Of<R> = R extends Reader<infer T> ? T : never;

/** Arrivals or forced entries in a receipt at most. */
const MAX_ARRIVALS = 16;
const MAX_LIVES = 256;
const MAX_NODES = 64;

const domain = object({ rollupId: uint64, l1ChainId: uint64, rollup: address });

const proof = object({ leaf: bytes, index: small(32), size: small(32), nodes: list(hash, MAX_NODES) });

const l1Place = object({ transactionHash: hash, blockNumber: uint64, blockHash: hash, logIndex: small(32) });

const life = object({
  generation: uint64,
  number: uint64,
  policy: bytes,
  header: members(BATCH_HEADER),
  headerSignature: signature,
  cutSignature: signature,
  beaconSignature: bytes,
  cut: nullable(proof),
  arrival: nullable(proof),
  order: nullable(proof),
  statement: nullable(members(EXECUTION_STATEMENT)),
  statementSignature: nullable(signature),
  outcome: nullable(proof),
  post: nullable(object({ commitment: members(COMMITMENT), dataHashes: list(hash, 64), l1: l1Place })),
  finality: nullable(object({ l1: l1Place })),
  // No witness attests yet; the form of an attestation in a receipt comes with the first one.
  attestations: list(object({}), 0),
  voided: nullable(object({ anchorNumber: uint64, faultId: hash, newGeneration: uint64, l1: l1Place })),
});

const arrival = object({
  seq: uint64,
  record: bytes,
  promise: nullable(members(INCLUSION_PROMISE)),
  promiseSignature: nullable(signature),
  lives: list(life, MAX_LIVES),
});

const forced = object({ index: uint64, gasLimit: uint64, queued: l1Place, lives: list(life, MAX_LIVES) });

const logEntry = object({ part: text, index: uint64, entry: bytes, event: nullable(bytes), nodes: list(hash, MAX_NODES) });

/** States of a transaction (`spec/receipts.md` §3). */
export type ReceiptState = "QUEUED" | "ARRIVED" | "PROMISED" | "ORDERED" | "EXECUTED" | "POSTED" | "FINAL";

/** Reads a receipt. @throws FormError */
export const readReceipt = object({
  format: word("candor-receipt/v1"),
  domain,
  transaction: object({ hash, raw: bytes, sender: address, nonce: uint64 }),
  state: word<ReceiptState>("QUEUED", "ARRIVED", "PROMISED", "ORDERED", "EXECUTED", "POSTED", "FINAL"),
  arrivals: list(arrival, MAX_ARRIVALS),
  forced: list(forced, MAX_ARRIVALS),
  log: object({ origin: text, checkpoint: nullable(text), entries: list(logEntry, 4096) }),
  missing: list(object({ part: text, reason: text }), 8192),
});

/** Reads a trust file. @throws FormError */
export const readTrust = object({
  format: word("candor-trust/v1"),
  domain,
  deploymentBlock: uint64,
  orderKeys: list(object({ address, fromL1Block: uint64, fromL1Timestamp: uint64 }), 65_536),
  beaconKeys: list(object({ key: fixed(192), fromL1Block: uint64 }), 65_536),
  auditAnchor: address,
  genesisHash: optional(hash),
  log: object({ origin: text, verifierKeys: list(text, 2), policy: text }),
});

/** A receipt, read. */
export type Receipt = Of<typeof readReceipt>;
/** What a verifier takes as given, itself derived from L1. */
export type Trust = Of<typeof readTrust>;
export type Life = Of<typeof life>;
export type ReceiptArrival = Of<typeof arrival>;
export type ReceiptForced = Of<typeof forced>;
export type Proof = Of<typeof proof>;
export type L1Place = Of<typeof l1Place>;
export type LogPart = Of<typeof logEntry>;
