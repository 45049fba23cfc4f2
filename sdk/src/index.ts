/**
 * candor-sdk: client and independent verifier for Candor rollups, written from `spec/`.
 *
 * @packageDocumentation
 */
export * from "./primitives/bytes.js";
export * from "./primitives/hash.js";
export * from "./primitives/merkle.js";
export * from "./protocol/objects.js";
export * from "./protocol/eip712.js";
export * from "./protocol/arrivals.js";
export * from "./protocol/transactions.js";
export * from "./protocol/policy.js";
export * from "./protocol/ordering.js";
export * from "./protocol/outcomes.js";
export * from "./protocol/blocks.js";
export { BEACON_DST, BEACON_KIND, seedOf, verifyBeacon } from "./protocol/beacon.js";
export { contentBound, DataError, unpackData } from "./data/frame.js";
export { decodeContent, type BatchContent, type DataArrival } from "./data/content.js";
export type { Check, Report, Unchecked } from "./checks.js";
export * from "./log/checkpoint.js";
export * from "./log/entries.js";
export { KEY_TYPE, LogError, readNote, readVerifierKey, type Note, type NoteSignature, type VerifierKey } from "./log/note.js";
export { readPolicy, type WitnessPolicy } from "./log/policy.js";
export { httpLog, UnavailableError, type LogSource } from "./log/source.js";
export { LogState, verifyLog, type LogOptions, type LogReport } from "./log/verify.js";
export { verifyPromise } from "./promise.js";
export type { L1Place, Life, Receipt, ReceiptState, Trust } from "./receipt/document.js";
export { FormError } from "./receipt/json.js";
export { readTrustFile, verifyReceipt, type ReceiptOptions, type ReceiptReport } from "./receipt/verify.js";
export { firstDisorder, verifyBatch, type BatchInput, type BatchReport } from "./batch.js";
export { AuditClient, readBatchView, SequencerClient, type BatchView, type LoggedEvent } from "./client/clients.js";
export { LoggedOutcomes } from "./client/outcomes.js";
export { ProblemError } from "./client/http.js";
export {
  forcedEntries,
  verifyAnchor,
  verifyReceiptOnL1,
  type Anchor,
  type ConsistencySource,
  type QueuedEntry,
} from "./l1/checks.js";
export { checkPosting, dataOnL1, postedIn, POSTING_ABI, type PostedBatch } from "./l1/posting.js";
export { l1At } from "./l1/contracts.js";
export { trustFromL1, type LogDescription } from "./l1/trust.js";
export { Monitor, type RoundReport } from "./watch/monitor.js";
